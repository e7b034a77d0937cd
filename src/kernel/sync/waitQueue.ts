import { word } from '../memory/arena.ts'
import { Node, NodeState } from '../memory/layout.ts'

/**
 * Queues of lanes that wait at an object: doubly linked lists of nodes whose head and tail are two words of the object.
 * Every function must be called inside the object's section.
 */
export function enqueueNode(
  words: Int32Array,
  queue: number,
  node: number,
  object: number,
  first: boolean,
): void {
  words[node + Node.Queue] = queue
  words[node + Node.Object] = object
  words[node + Node.State] = NodeState.Waiting
  const head = word(words, queue)
  const tail = word(words, queue + 1)
  if (head === 0) {
    words[node + Node.Next] = 0
    words[node + Node.Previous] = 0
    words[queue] = node
    words[queue + 1] = node
  } else if (first) {
    words[node + Node.Next] = head
    words[node + Node.Previous] = 0
    words[head + Node.Previous] = node
    words[queue] = node
  } else {
    words[node + Node.Next] = 0
    words[node + Node.Previous] = tail
    words[tail + Node.Next] = node
    words[queue + 1] = node
  }
}

/** Takes a waiting node out of its queue. */
export function removeNode(words: Int32Array, node: number): void {
  if (words[node + Node.State] === NodeState.Waiting) unlink(words, node, NodeState.Idle)
}

/** In one step from waiting to what comes after it: a burial looks at the node from outside the section (see `ending.ts`). */
function unlink(words: Int32Array, node: number, state: NodeState): void {
  const queue = word(words, node + Node.Queue)
  const next = word(words, node + Node.Next)
  const previous = word(words, node + Node.Previous)
  if (previous === 0) words[queue] = next
  else words[previous + Node.Next] = next
  if (next === 0) words[queue + 1] = previous
  else words[next + Node.Previous] = previous
  Atomics.store(words, node + Node.State, state)
}

/** Takes the first node out and marks it woken; returns its slot, or −1 when nobody waits. The caller wakes that slot. */
export function takeFirst(words: Int32Array, queue: number, state: NodeState = NodeState.Woken): number {
  const node = word(words, queue)
  if (node === 0) return -1
  unlink(words, node, state)
  return word(words, node + Node.Slot)
}
