import { expect, test, vi } from 'vitest'
import { below, xorshift32 } from '../../base/prng.ts'
import { NODE_WORDS, Node, NodeState } from '../memory/layout.ts'
import { enqueueNode, removeNode, takeFirst } from './waitQueue.ts'

const NODES = 8
const QUEUES = [2, 4]
const nodeOf = (slot: number) => 16 + slot * NODE_WORDS

test.each([1, 2, 3, 4])('a wait queue is what a plain list would be (seed %i)', seed => {
  const words = new Int32Array(16 + NODES * NODE_WORDS)
  for (let slot = 0; slot < NODES; slot++) words[nodeOf(slot) + Node.Slot] = slot
  const twins = new Map<number, number[]>(QUEUES.map(queue => [queue, []]))
  let random = seed
  const next = (n: number) => {
    random = xorshift32(random)
    return below(random, n)
  }
  for (let step = 0; step < 5000; step++) {
    const queue = QUEUES[next(QUEUES.length)] as number
    const twin = twins.get(queue) as number[]
    const slot = next(NODES)
    const node = nodeOf(slot)
    const waiting = words[node + Node.State] === NodeState.Waiting
    const action = next(3)
    if (action === 0 && !waiting) {
      const first = next(3) === 0
      enqueueNode(words, queue, node, 0, first)
      if (first) twin.unshift(slot)
      else twin.push(slot)
    } else if (action === 1) {
      // Of no effect on a node that waits nowhere.
      removeNode(words, node)
      for (const list of twins.values()) if (list.includes(slot)) list.splice(list.indexOf(slot), 1)
    } else if (action === 2) {
      const expected = twin.shift() ?? -1
      expect(takeFirst(words, queue), `step ${step}`).toBe(expected)
      if (expected !== -1) expect(words[nodeOf(expected) + Node.State]).toBe(NodeState.Woken)
    }
    for (const [queue, list] of twins) {
      expect([forwards(words, queue), backwards(words, queue)], `step ${step}`).toEqual([
        list,
        list.toReversed(),
      ])
    }
  }
})

test('a node goes from waiting to woken in one step, so that a burial never takes it for idle', () => {
  const words = new Int32Array(16 + NODES * NODE_WORDS)
  const node = nodeOf(0)
  const state = node + Node.State
  enqueueNode(words, QUEUES[0] as number, node, 0, false)
  const store = vi.spyOn(Atomics, 'store').mockImplementation((array, index, value) => {
    expect([index, array[index], value]).toEqual([state, NodeState.Waiting, NodeState.Woken])
    array[index] = value as never
    return value
  })
  takeFirst(words, QUEUES[0] as number)
  expect(store).toHaveBeenCalledTimes(1)
  store.mockRestore()
  expect(words[state]).toBe(NodeState.Woken)
})

const forwards = (words: Int32Array, queue: number) => walk(words, queue, Node.Next)
const backwards = (words: Int32Array, queue: number) => walk(words, queue + 1, Node.Previous)

function walk(words: Int32Array, start: number, link: Node): number[] {
  const slots: number[] = []
  for (let node = words[start] as number; node !== 0; node = words[node + link] as number) {
    slots.push(words[node + Node.Slot] as number)
  }
  return slots
}
