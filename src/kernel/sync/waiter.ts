import { Operation } from '../../trace/events.ts'
import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import { Lane, laneBase, NODE_WORDS, Node, NodeState, Obj } from '../memory/layout.ts'
import type { Objects } from '../memory/objects.ts'
import type { Clock } from '../scheduling/clock.ts'
import type { Gate } from '../scheduling/gate.ts'
import { reserveStack, type Sections } from './section.ts'
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
  /** Who may give it up while it goes on (see `cancel`). */
  readonly owner?: object
  /** Waits before those that wait already: for who serves anybody, where the last to become idle is the quickest to wake. */
  readonly inFront?: boolean
  /**
   * Tries the operation, inside the object's section. True when it is done. `state`: of the lane's node since its last
   * attempt; `Woken` and above when a waker took it out of the queue.
   */
  attempt(state: NodeState): boolean
  /** Called inside the section when the lane is about to wait, or gives up though it was woken: others may still wait. */
  waiting?(): void
  /** Called inside the section when the lane gives up because its time is over. */
  late?(): void
  /** Called once, outside the section, when the lane stands in the queue for the first time: a waker finds it from here on. */
  queued?(): void
}

/** What the trace and the wait-for graph say of a lane that waits. */
export type WaitReason = Pick<Wait, 'operation' | 'object' | 'site'>

interface AsyncWait {
  readonly wait: WaitReason
  readonly waits: readonly Wait[]
  /** One for each of `waits`. */
  readonly nodes: readonly number[]
  readonly deadline: number
  readonly done: (index: number) => void
  readonly failed: (error: unknown) => void
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
  /** Of a lane that shares its worker: its process's objects, which other lanes may let go of while this one waits. */
  #objects: Objects | null = null
  /** Whether a signal that this process handles ends this lane's waits, as if their time were over. */
  interruptible = false
  /** Whether the last wait ended that way. */
  interrupted = false

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
    this.#gate.green?.mustBeAlone()
    reserveStack()
    for (let first = true; ; first = false) {
      const done = this.#tried(wait)
      if (done !== null) return done
      if (first) wait.queued?.()
      this.#gate.park(wait.operation, wait.object, wait.site, wait.deadline)
    }
  }

  /** As `wait`, without blocking the worker; the promise settles while `settle` runs. */
  async waitAsync(wait: Wait): Promise<boolean> {
    if (this.#objects !== null) return this.#waitGreen(wait, this.#objects)
    return (await this.#begin([wait], wait.deadline, wait)) === 0
  }

  /**
   * Blocks until one of the operations is done, and tells its index; −1 when none was by `deadline` (their own deadlines do
   * not count). Exactly one is carried out, the first that can be; wake-ups that came for others are passed on.
   */
  waitAny(waits: readonly Wait[], deadline: number, reason: WaitReason = anyOf(waits)): number {
    this.#gate.green?.mustBeAlone()
    reserveStack()
    const nodes = waits.map(() => this.#chainNode())
    try {
      for (let first = true; ; first = false) {
        const index = this.#triedAny(waits, nodes, deadline)
        if (index !== null) return index
        if (first) for (const wait of waits) wait.queued?.()
        this.#gate.park(reason.operation, reason.object, reason.site, deadline)
      }
    } finally {
      for (const node of nodes) this.#dispose(node)
    }
  }

  /** As `waitAny`, without blocking the worker. */
  waitAnyAsync(waits: readonly Wait[], deadline: number, reason: WaitReason = anyOf(waits)): Promise<number> {
    if (this.#objects !== null) return this.#waitAnyGreen(waits, deadline, reason, this.#objects)
    return this.#begin(waits, deadline, reason)
  }

  /** Blocks until `deadline`, or a wake-up after which `over` says so. */
  pause(reason: WaitReason, deadline: number, over: () => boolean = never): void {
    do {
      this.interrupted = this.signalled
      if (this.interrupted) return
      this.#gate.park(reason.operation, reason.object, reason.site, deadline)
    } while (!over() && this.#clock.now() < deadline - DEADLINE_TOLERANCE)
  }

  /** As `pause`, for a lane that shares its worker. */
  async pauseAsync(reason: WaitReason, deadline: number, over: () => boolean = never): Promise<void> {
    do {
      this.interrupted = this.signalled
      if (this.interrupted) return
      await this.#gate.parkGreen(reason.operation, reason.object, reason.site, deadline)
    } while (!over() && this.#clock.now() < deadline - DEADLINE_TOLERANCE)
  }

  /** Other lanes are served by this one's worker: `…Async` waits do without the event loop from now on. */
  shareWorker(objects: Objects): void {
    this.#objects = objects
  }

  /** Whether a signal has come that must not wait until this lane's wait is over. */
  get signalled(): boolean {
    if (!this.interruptible) return false
    const base = laneBase(this.#slot)
    return (Atomics.load(this.#words, base + Lane.Pending) & word(this.#words, base + Lane.Handled)) !== 0
  }

  async #waitGreen(wait: Wait, objects: Objects): Promise<boolean> {
    if (this.#words[this.#syncNode + Node.State] !== NodeState.Idle) {
      throw new Error('Internal error: a lane begins to wait while it waits')
    }
    reserveStack()
    objects.pin(wait.object)
    try {
      for (let first = true; ; first = false) {
        const done = this.#tried(wait)
        if (done !== null) return done
        if (first) wait.queued?.()
        await this.#gate.parkGreen(wait.operation, wait.object, wait.site, wait.deadline)
      }
    } finally {
      objects.unpin(wait.object)
    }
  }

  async #waitAnyGreen(
    waits: readonly Wait[],
    deadline: number,
    reason: WaitReason,
    objects: Objects,
  ): Promise<number> {
    reserveStack()
    const nodes = waits.map(() => this.#chainNode())
    for (const { object } of waits) objects.pin(object)
    try {
      for (let first = true; ; first = false) {
        const index = this.#triedAny(waits, nodes, deadline)
        if (index !== null) return index
        if (first) for (const wait of waits) wait.queued?.()
        await this.#gate.parkGreen(reason.operation, reason.object, reason.site, deadline)
      }
    } finally {
      for (const node of nodes) this.#dispose(node)
      for (const { object } of waits) objects.unpin(object)
    }
  }

  /** One attempt with the lane's own node; null while it must go on waiting. */
  #tried(wait: Wait): boolean | null {
    const signalled = this.signalled
    const result = this.#advance(wait, this.#syncNode, signalled ? Number.NEGATIVE_INFINITY : wait.deadline)
    if (result === 'waits') return null
    this.interrupted = signalled && result === 'late'
    return result === 'done'
  }

  #triedAny(waits: readonly Wait[], nodes: readonly number[], deadline: number): number | null {
    const signalled = this.signalled
    const index = this.#advanceAny(waits, nodes, signalled ? Number.NEGATIVE_INFINITY : deadline)
    this.interrupted = signalled && index === -1
    return index
  }

  #begin(waits: readonly Wait[], deadline: number, reason: WaitReason): Promise<number> {
    reserveStack()
    const nodes = waits.map(() => this.#chainNode())
    return new Promise((resolve, reject) => {
      let index: number | null
      try {
        index = this.#advanceAny(waits, nodes, deadline)
      } catch (error) {
        for (const node of nodes) this.#dispose(node)
        reject(error)
        return
      }
      if (index === null) {
        this.#async.push({ wait: reason, waits, nodes, deadline, done: resolve, failed: reject })
        for (const wait of waits) wait.queued?.()
      } else {
        for (const node of nodes) this.#dispose(node)
        resolve(index)
      }
    })
  }

  /** Async waits not settled yet, oldest first. */
  get pending(): readonly { readonly wait: WaitReason }[] {
    return this.#async
  }

  /** The nearest deadline of the async waits. */
  get nearestDeadline(): number {
    let nearest = Number.POSITIVE_INFINITY
    for (const { deadline } of this.#async) nearest = Math.min(nearest, deadline)
    return nearest
  }

  /** Tries again every async wait that was woken or whose time is over. True when one has settled. */
  settle(): boolean {
    let settled = false
    for (const pending of [...this.#async]) {
      const { waits, nodes, deadline, done, failed } = pending
      const woken = nodes.some(node => Atomics.load(this.#words, node + Node.State) >= NodeState.Woken)
      if (!woken && this.#clock.now() < deadline) continue
      let tell: () => void
      try {
        const index = this.#advanceAny(waits, nodes, deadline)
        if (index === null) continue
        tell = () => done(index)
      } catch (error) {
        // Whoever awaits it learns why, not the loop.
        tell = () => failed(error)
      }
      this.#forget(pending)
      settled = true
      tell()
    }
    return settled
  }

  /** Ends the async waits of an owner that gives up what they wait at: as if their time were over. */
  cancel(owner: object): void {
    for (const pending of [...this.#async]) {
      const { waits, nodes, done } = pending
      if (!waits.some(wait => wait.owner === owner)) continue
      for (let i = 0; i < waits.length; i++) this.#abandon(waits[i] as Wait, nodes[i] as number)
      this.#forget(pending)
      done(-1)
    }
  }

  /** An async wait has ended; its nodes stand in no queue any more. */
  #forget(pending: AsyncWait): void {
    this.#async.splice(this.#async.indexOf(pending), 1)
    for (const node of pending.nodes) this.#dispose(node)
  }

  /** Wakes the first lane that waits at a queue. Must be called inside the object's section. */
  wakeOne(queue: number): void {
    const slot = takeFirst(this.#words, queue)
    if (slot !== -1) this.#gate.wake(slot)
  }

  /** `state`: what the waiters' attempts are told. */
  wakeAll(queue: number, state: NodeState = NodeState.Woken): void {
    for (;;) {
      const slot = takeFirst(this.#words, queue, state)
      if (slot === -1) return
      this.#gate.wake(slot)
    }
  }

  /**
   * Tries the operation, and if it is not done stays in the queue, or takes a place in it, until its deadline has passed. All
   * in one visit to the section: a waker finds the lane either waiting or done. Which it was is told, not read from the node
   * afterwards: outside the section a waker may be at it already.
   */
  #advance(wait: Wait, node: number, deadline: number): 'done' | 'late' | 'waits' {
    const words = this.#words
    const { object } = wait
    this.#sections.enter(object + Obj.Section)
    let result: 'done' | 'late' | 'waits' | 'failed' = 'failed'
    const state: NodeState = word(words, node + Node.State)
    const woken = state >= NodeState.Woken
    if (woken) words[node + Node.State] = NodeState.Idle
    try {
      if (wait.attempt(state)) result = 'done'
      else result = this.#clock.now() < deadline ? 'waits' : 'late'
    } finally {
      words[node + Node.Message] = result === 'waits' ? (wait.message ?? 0) : 0
      if (result === 'waits') {
        // Woken in vain it keeps its place.
        if (state !== NodeState.Waiting) {
          enqueueNode(words, wait.queue, node, object, woken || wait.inFront === true)
        }
        wait.waiting?.()
      } else {
        removeNode(words, node)
        // It gives up with a wake-up in its hands: whoever stands behind it must not miss the next one for that.
        if (woken && result === 'late') wait.waiting?.()
        if (woken && result === 'failed') this.wakeOne(wait.queue)
        if (result === 'late') wait.late?.()
      }
      this.#sections.leave(object + Obj.Section)
    }
    return result
  }

  /** Tries each operation in turn. The index of the one that is done, −1 when it is too late, null while all wait. */
  #advanceAny(waits: readonly Wait[], nodes: readonly number[], deadline: number): number | null {
    let over = true
    let done = -1
    try {
      let late = this.#clock.now() >= deadline
      for (let i = 0; i < waits.length; i++) {
        const result = this.#advance(waits[i] as Wait, nodes[i] as number, deadline)
        if (result === 'done') {
          done = i
          return i
        }
        if (result === 'late') late = true
      }
      over = late
      return late ? -1 : null
    } finally {
      if (over)
        for (let i = 0; i < waits.length; i++)
          if (i !== done) this.#abandon(waits[i] as Wait, nodes[i] as number)
    }
  }

  /** Out of the queue, without the operation. A wake-up that it does not use is passed on. */
  #abandon(wait: Wait, node: number): void {
    const words = this.#words
    this.#sections.enter(wait.object + Obj.Section)
    words[node + Node.Message] = 0
    if (words[node + Node.State] === NodeState.Woken) {
      words[node + Node.State] = NodeState.Idle
      this.wakeOne(wait.queue)
    } else removeNode(words, node)
    this.#sections.leave(wait.object + Obj.Section)
  }

  /** A node from the heap, in the lane's chain before it stands in a queue: a burial must find it there. */
  #chainNode(): number {
    const words = this.#words
    const first = laneBase(this.#slot) + Lane.AsyncNodes
    this.#sections.guard()
    try {
      const node = this.#heap.allocate(NODE_WORDS)
      words[node + Node.Slot] = this.#slot
      words[node + Node.State] = NodeState.Idle
      words[node + Node.Message] = 0
      words[node + Node.NextOfLane] = word(words, first)
      words[first] = node
      return node
    } finally {
      this.#sections.unguard()
    }
  }

  /** Frees a node that stands in no queue any more. */
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

const never = (): boolean => false

/** ms: sums of float64s are not exact. */
const DEADLINE_TOLERANCE = 1e-6

const anyOf = (waits: readonly Wait[]): WaitReason => ({
  operation: Operation.WaitAny,
  object: 0,
  site: waits[0]?.site ?? 0,
})
