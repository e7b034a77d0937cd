import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { Operation } from '../../trace/events.ts'
import { createArena, memoryOf } from '../memory/arena.ts'
import { Heap } from '../memory/heap.ts'
import { HEAP, Lane, laneBase, Node, NodeState, Obj } from '../memory/layout.ts'
import type { Clock } from '../scheduling/clock.ts'
import type { Gate } from '../scheduling/gate.ts'
import { Sections } from './section.ts'
import { Waiter } from './waiter.ts'
import { removeNode, takeFirst } from './waitQueue.ts'

const SLOT = 1
const OBJECT = HEAP + 64
const QUEUE = OBJECT + Obj.WaitHead

/**
 * A waiter whose waker is half-way through at the moment the waiter leaves the section: the node is out of the queue, and not
 * yet marked as woken. A real waker is there for a few nanoseconds; once in some ten million waits that was enough.
 */
function metHalfway() {
  const memory = memoryOf(createArena(defaultPlan(2)))
  const { words } = memory
  const state = { free: false }
  const finish: (() => void)[] = []
  class MeetingSections extends Sections {
    override leave(lock: number): void {
      super.leave(lock)
      const node = words[QUEUE] as number
      if (lock !== OBJECT + Obj.Section || node === 0 || finish.length > 0) return
      removeNode(words, node)
      finish.push(() => {
        words[node + Node.State] = NodeState.Woken
        state.free = true
      })
    }
  }
  const sections = new MeetingSections(words, SLOT, () => {
    throw new Error('killed')
  })
  const gate = { park: () => finish[0]?.(), wake: () => {} } as unknown as Gate
  const clock = { now: () => 0 } as Clock
  const waiter = new Waiter(memory, SLOT, sections, gate, clock, new Heap(memory, sections, () => ''))
  const wait = {
    operation: Operation.LockAcquire,
    object: OBJECT,
    queue: QUEUE,
    site: 0,
    deadline: Number.POSITIVE_INFINITY,
    attempt: () => state.free,
  }
  return { words, waiter, wait, finish }
}

test('a waiter that meets its waker half-way goes on waiting', () => {
  const { words, waiter, wait } = metHalfway()
  expect(waiter.wait(wait)).toBe(true)
  expect(words[laneBase(SLOT) + Lane.SyncNode + Node.State]).toBe(NodeState.Idle)
  expect(takeFirst(words, QUEUE)).toBe(-1)
})

test('so does one that waits without blocking', async () => {
  const { waiter, wait, finish } = metHalfway()
  const done = waiter.waitAsync(wait)
  expect(waiter.pending.length).toBe(1)
  finish[0]?.()
  expect(waiter.settle()).toBe(true)
  expect(await done).toBe(true)
})
