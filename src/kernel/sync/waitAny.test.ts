import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { Operation } from '../../trace/events.ts'
import { createArena, memoryOf } from '../memory/arena.ts'
import { Heap } from '../memory/heap.ts'
import { HEAP, Lane, laneBase, NODE_WORDS, Node, NodeState, Obj } from '../memory/layout.ts'
import type { Clock } from '../scheduling/clock.ts'
import type { Gate } from '../scheduling/gate.ts'
import { Sections } from './section.ts'
import { Waiter } from './waiter.ts'
import { enqueueNode, takeFirst } from './waitQueue.ts'

const SLOT = 1
const OTHER_SLOT = 2
/** Far from where the heap allocates first. */
const objectOf = (index: number) => HEAP + 100_000 + index * 64
const queueOf = (index: number) => objectOf(index) + Obj.WaitHead
const otherNode = (index: number) => HEAP + 200_000 + index * NODE_WORDS

/** A waiter at `count` objects that can each be taken once. `parked` is what others do while it sleeps. */
function world(count: number, parked: () => void) {
  const memory = memoryOf(createArena(defaultPlan(2)))
  const { words } = memory
  const sections = new Sections(words, SLOT, () => {
    throw new Error('killed')
  })
  const woken: number[] = []
  const clock = { time: 0, now: () => clock.time }
  const gate = { park: () => parked(), wake: (slot: number) => woken.push(slot) } as unknown as Gate
  const heap = new Heap(memory, sections, () => '')
  const waiter = new Waiter(memory, SLOT, sections, gate, clock as unknown as Clock, heap)
  const free = new Set<number>()
  const waits = Array.from({ length: count }, (_, i) => ({
    operation: Operation.QueueGet,
    object: objectOf(i),
    queue: queueOf(i),
    site: 0,
    deadline: Number.POSITIVE_INFINITY,
    attempt: () => free.delete(i),
  }))
  const offer = (index: number) => {
    free.add(index)
    if (takeFirst(words, queueOf(index)) !== SLOT) throw new Error('nobody waited')
  }
  /** Another lane that stands behind this one. */
  const standBehind = (index: number) => {
    words[otherNode(index) + Node.Slot] = OTHER_SLOT
    enqueueNode(words, queueOf(index), otherNode(index), objectOf(index), false)
  }
  const left = () => ({
    chain: words[laneBase(SLOT) + Lane.AsyncNodes],
    queues: waits.map(wait => words[wait.queue]),
    heap: heap.used,
  })
  return { words, waiter, waits, free, offer, standBehind, woken, clock, left, heap }
}

const NOTHING_LEFT = (count: number, heap: number) => ({
  chain: 0,
  queues: Array.from({ length: count }, () => 0),
  heap,
})

test('what can be done at once is done, and nothing else', () => {
  const here = world(3, () => {
    throw new Error('it parked')
  })
  here.free.add(1).add(2)
  const before = here.heap.used
  expect(here.waiter.waitAny(here.waits, Number.POSITIVE_INFINITY)).toBe(1)
  expect([...here.free]).toEqual([2])
  expect(here.left()).toEqual(NOTHING_LEFT(3, before))
})

test('of two that wake it, one is carried out and the other wake-up is passed on', () => {
  const here = world(3, () => {
    here.standBehind(0)
    here.standBehind(2)
    here.offer(2)
    here.offer(0)
  })
  expect(here.waiter.waitAny(here.waits, Number.POSITIVE_INFINITY)).toBe(0)
  expect([...here.free]).toEqual([2])
  expect(here.woken).toEqual([OTHER_SLOT])
  expect(here.words[otherNode(2) + Node.State]).toBe(NodeState.Woken)
  expect(here.words[otherNode(0) + Node.State]).toBe(NodeState.Waiting)
})

test('it leaves every queue when its time is over', () => {
  const here = world(2, () => {
    here.clock.time = 10
  })
  const before = here.heap.used
  expect(here.waiter.waitAny(here.waits, 10)).toBe(-1)
  expect(here.left()).toEqual(NOTHING_LEFT(2, before))
  expect(here.waiter.waitAny([], 10)).toBe(-1)
})

test('woken in vain it keeps its place in every queue', () => {
  let parks = 0
  const here = world(2, () => {
    parks++
    if (parks === 1) {
      here.standBehind(0)
      here.standBehind(1)
      here.offer(1)
      here.free.delete(1)
    } else if (parks === 2) here.offer(1)
  })
  expect(here.waiter.waitAny(here.waits, Number.POSITIVE_INFINITY)).toBe(1)
  expect(here.woken).toEqual([])
})

test('an attempt that throws leaves no node behind', () => {
  const here = world(2, () => {})
  const before = here.heap.used
  const failing = {
    ...(here.waits[1] as (typeof here.waits)[number]),
    attempt: (): boolean => {
      throw new Error('full')
    },
  }
  const [first] = here.waits
  if (first === undefined) throw new Error('no wait')
  expect(() => here.waiter.waitAny([first, failing], Number.POSITIVE_INFINITY)).toThrow('full')
  expect(here.left()).toEqual(NOTHING_LEFT(2, before))
})

test('without blocking it settles with the first that is done', async () => {
  const here = world(2, () => {})
  const before = here.heap.used
  const done = here.waiter.waitAnyAsync(here.waits, Number.POSITIVE_INFINITY)
  expect(here.waiter.pending.length).toBe(1)
  expect(here.waiter.settle()).toBe(false)
  here.offer(1)
  here.offer(0)
  expect(here.waiter.settle()).toBe(true)
  expect(await done).toBe(0)
  expect([...here.free]).toEqual([1])
  expect(here.left()).toEqual(NOTHING_LEFT(2, before))
  const late = here.waiter.waitAnyAsync(here.waits.slice(0, 1), 5)
  here.clock.time = 5
  expect(here.waiter.settle()).toBe(true)
  expect(await late).toBe(-1)
})

test('an attempt that throws when it is woken rejects its own promise', async () => {
  const here = world(2, () => {})
  const before = here.heap.used
  const [first, second] = here.waits
  if (first === undefined || second === undefined) throw new Error('no wait')
  let full = false
  const failing = {
    ...first,
    attempt: (): boolean => {
      if (full) throw new Error('full')
      return false
    },
  }
  const done = here.waiter.waitAnyAsync([failing, second], Number.POSITIVE_INFINITY)
  here.standBehind(0)
  full = true
  here.offer(0)
  expect(here.waiter.settle()).toBe(true)
  await expect(done).rejects.toThrow('full')
  expect(here.waiter.pending).toEqual([])
  expect(here.woken).toEqual([OTHER_SLOT])
  expect(here.left()).toEqual(NOTHING_LEFT(2, before))
})
