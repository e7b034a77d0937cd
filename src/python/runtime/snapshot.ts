import type { AddedFunctions } from './functionTable.ts'
import type { PyodideModule, SnapshotConfig } from './pyodide.ts'

/** What Python's memory refers to outside itself: JavaScript objects, functions. */
interface References {
  readonly objects: SnapshotConfig
  readonly functions: AddedFunctions
}

/** Python's memory, with that. */
export interface MemoryImage extends References {
  readonly heap: Uint8Array
}

/*
 * One buffer: the memory's bytes from 0, then the references as JSON in UTF-8, then two u32: length of the JSON, and MAGIC. The memory
 * comes first so that it lies as WebAssembly has it, and is copied once.
 */
const MAGIC = 0x57_45_46_54
const TRAILER = 8

/** Copies the memory as it is now into a buffer that all workers can read. */
export function takeImage(module: PyodideModule, references: References): SharedArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(references))
  const heap = trimmed(module.HEAPU8)
  const padded = (text.length + 3) & ~3
  const buffer = new SharedArrayBuffer(heap.length + padded + TRAILER)
  const bytes = new Uint8Array(buffer)
  bytes.set(heap)
  bytes.set(text, heap.length)
  const trailer = new DataView(buffer, buffer.byteLength - TRAILER)
  trailer.setUint32(0, text.length, true)
  trailer.setUint32(4, MAGIC, true)
  return buffer
}

/** Reads what `takeImage` wrote. Throws when it is something else. */
export function imageOf(buffer: SharedArrayBuffer): MemoryImage {
  const trailer = new DataView(buffer, buffer.byteLength - TRAILER)
  const length = trailer.getUint32(0, true)
  const padded = (length + 3) & ~3
  const end = buffer.byteLength - TRAILER - padded
  if (trailer.getUint32(4, true) !== MAGIC || end < 0) throw new Error('This is no copy of a Python memory.')
  // A decoder refuses shared memory.
  const text = new TextDecoder().decode(new Uint8Array(buffer, end, length).slice())
  return { heap: new Uint8Array(buffer, 0, end), ...(JSON.parse(text) as References) }
}

/** Puts a memory in the place of this one, which grows if it has to and is cleared where the other had not grown to. */
export function writeImage(module: PyodideModule, { heap }: MemoryImage): void {
  if (module.HEAPU8.length < heap.length) module.growMemory(heap.length)
  if (module.HEAPU8.length < heap.length)
    throw new RangeError('There is no memory for the copy of a process.')
  module.HEAPU8.set(heap)
  module.HEAPU8.fill(0, heap.length)
}

/** The memory without the zeros at its end, in whole pages. */
function trimmed(heap: Uint8Array): Uint8Array {
  const words = new Float64Array(heap.buffer, 0, heap.length / 8)
  let end = words.length
  while (end > 0 && words[end - 1] === 0) end--
  return heap.subarray(0, Math.ceil((end * 8) / PAGE) * PAGE)
}

const PAGE = 65536
