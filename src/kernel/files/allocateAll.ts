import type { Heap } from '../memory/heap.ts'

/** Blocks of so many words each, or none of them: throws KernelError `memory.full` and keeps nothing. */
export function allocateAll(heap: Heap, sizes: readonly number[]): number[] {
  const blocks: number[] = []
  try {
    for (const size of sizes) blocks.push(heap.allocate(size))
  } catch (error) {
    for (const block of blocks) heap.free(block)
    throw error
  }
  return blocks
}
