import type { Operation } from '../../trace/events.ts'
import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import { Lane, laneBase, NODE_WORDS, Node, NodeState, Obj } from '../memory/layout.ts'
import type { Clock } from '../scheduling/clock.ts'
import type { Gate } from '../scheduling/gate.ts'
import type { Sections } from './section.ts'
import { enqueueNode, removeNode, takeFirst } from './waitQueue.ts'

/** A wait at one queue of one object. */
export interface Wait {
  readonly operation: Operation
  readonly object: number
  /** Address of the wait queue (one of the object's). */
  readonly queue: number
  readonly site: number
  /** ms on the kernel's clock; Infinity: for ever. */
  readonly deadline: number
  /** What the operation hands over when it is done: freed if the process ends before that. */
  readonly message?: number
  /** Waits before those that wait already: for who serves anybody, where the last to become idle is the quickest to wake. */
  readonly inFront?: boolean
  /** Tries the operation, inside the object's section. True when it is done. */
  attempt(): boolean
  /** Called inside the section when the lane is about to wait, or gives up though it was woken: others may still wait. */
  waiting?(): void
}

interface AsyncWait {
  readonly wait: Wait
  readonly node: number
  readonly done: (result: boolean) => void
}

/**
 * How a lane waits: try, enqueue, sleep on the lane's doorbell, try again. A wake-up hands over nothing but a reason to try
 * again, so a lane that dies between the two only has to pass the reason on (see `burial`).
 */
export class Waiter {
  readonly #words: Int32Array
  readonly #slot: number
  readonly #sections: Sections
  readonly #gate: Gate
  readonly #clock: Clock
  readonly #heap: Heap
  readonly #async: AsyncWait[] = []

  constructor(memory: Memory, slot: number, sections: Sections, gate: Gate, clock: Clock, heap: Heap) {
    this.#words = memory.words
    this.#slot = slot
    this.#sections = sections
    this.#gate = gate
    this.#clock = clock
    this.#heap = heap
    this.#words[this.#syncNode + Node.Slot] = slot
  }

  /** Blocks the worker until the operation is done (true) or its deadline has passed (false). */
  wait(wait: Wait): boolean {
    const { object } = wait
    const node = this.#syncNode
    let woken = false
    for (;;) {
      const result = this.#tryOrEnqueue(wait, node, woken)
      if (result !== 'waits') return result === 'done'
      this.#gate.park(wait.operation, object, wait.site, wait.deadline)
      woken = this.#leaveQueue(object, node)
    }
  }

  /** As `wait`, without blocking the worker; the promise settles while `settle` runs. */
  waitAsync(wait: Wait): Promise<boolean> {
    const node = this.#heap.allocate(NODE_WORDS)
    const words = this.#words
    words[node + Node.Slot] = this.#slot
    words[node + Node.State] = NodeState.Idle
    words[node + Node.Message] = 0
    const first = laneBase(this.#slot) + Lane.AsyncNodes
    // In the lane's chain before it stands in a queue: a burial must find it there.
    words[node + Node.NextOfLane] = word(words, first)
    words[first] = node
    return new Promise((resolve, reject) => {
      try {
        const result = this.#tryOrEnqueue(wait, node, false)
        if (result === 'waits') this.#async.push({ wait, node, done: resolve })
        else {
          this.#dispose(node)
          resolve(result === 'done')
        }
      } catch (error) {
        this.#dispose(node)
        reject(error)
      }
    })
  }

  /** Async waits not settled yet, oldest first. */
  get pending(): readonly { readonly wait: Wait }[] {
    return this.#async
  }

  /** The nearest deadline of the async waits. */
  get nearestDeadline(): number {
    let nearest = Number.POSITIVE_INFINITY
    for (const { wait } of this.#async) nearest = Math.min(nearest, wait.deadline)
    return nearest
  }

  /** Tries again every async wait that was woken or whose time is over. True when one has settled. */
  settle(): boolean {
    let settled = false
    for (const pending of [...this.#async]) {
      const { wait, node, done } = pending
      const woken = Atomics.load(this.#words, node + Node.State) === NodeState.Woken
      if (!woken && this.#clock.now() < wait.deadline) continue
      const again = this.#leaveQueue(wait.object, node)
      const result = this.#tryOrEnqueue(wait, node, again)
      if (result === 'waits') continue
      this.#async.splice(this.#async.indexOf(pending), 1)
      this.#dispose(node)
      settled = true
      done(result === 'done')
    }
    return settled
  }

  /** Wakes the first lane that waits at a queue. Must be called inside the object's section. */
  wakeOne(queue: number): void {
    const slot = takeFirst(this.#words, queue)
    if (slot !== -1) this.#gate.wake(slot)
  }

  wakeAll(queue: number): void {
    for (let slot = takeFirst(this.#words, queue); slot !== -1; slot = takeFirst(this.#words, queue)) {
      this.#gate.wake(slot)
    }
  }

  /**
   * Waits in the queue unless the operation is done or its deadline has passed. Which of these it was is told, not read from
   * the node afterwards: outside the section a waker may be at it already.
   */
  #tryOrEnqueue(wait: Wait, node: number, woken: boolean): 'done' | 'late' | 'waits' {
    const { object } = wait
    this.#sections.enter(object + Obj.Section)
    try {
      const done = wait.attempt()
      const waits = !done && this.#clock.now() < wait.deadline
      this.#words[node + Node.Message] = waits ? (wait.message ?? 0) : 0
      if (done) return 'done'
      if (waits) {
        enqueueNode(this.#words, wait.queue, node, object, woken || wait.inFront === true)
        wait.waiting?.()
      } else if (woken) {
        // It gives up with a wake-up in its hands: whoever stands behind it must not miss the next one for that.
        wait.waiting?.()
      }
      return waits ? 'waits' : 'late'
    } finally {
      this.#sections.leave(object + Obj.Section)
    }
  }

  /** Out of the queue, whether woken or not. True when it had been woken: it keeps its place if it must wait again. */
  #leaveQueue(object: number, node: number): boolean {
    this.#sections.enter(object + Obj.Section)
    const woken = this.#words[node + Node.State] === NodeState.Woken
    if (woken) this.#words[node + Node.State] = NodeState.Idle
    else removeNode(this.#words, node)
    this.#sections.leave(object + Obj.Section)
    return woken
  }

  /** Frees the node of an async wait that is over. */
  #dispose(node: number): void {
    const words = this.#words
    // In one piece: a burial would free what is still in the chain once more.
    this.#sections.guard()
    let link = laneBase(this.#slot) + Lane.AsyncNodes
    while (word(words, link) !== node) link = word(words, link) + Node.NextOfLane
    words[link] = word(words, node + Node.NextOfLane)
    this.#heap.free(node)
    this.#sections.unguard()
  }

  get #syncNode(): number {
    return laneBase(this.#slot) + Lane.SyncNode
  }
}
