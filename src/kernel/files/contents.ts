import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import { allocateAll } from './allocateAll.ts'
import { FileError } from './fileError.ts'
import { Inode } from './layout.ts'

/** Bytes of files, in chunks. */
export class Contents {
  readonly #memory: Memory
  readonly #heap: Heap

  constructor(memory: Memory, heap: Heap) {
    this.#memory = memory
    this.#heap = heap
  }

  /** Copies what there is from `position` on. Returns how many bytes that was. */
  read(inode: number, position: number, into: Uint8Array): number {
    const { words, bytes } = this.#memory
    const length = Math.max(0, Math.min(into.length, word(words, inode + Inode.Size) - position))
    pieces(position, length, (index, start, size, done) => {
      const have = Math.max(0, Math.min(size, this.#chunkBytes(inode, index) - start))
      const from = this.#chunk(inode, index) * 4 + start
      if (have > 0) into.set(bytes.subarray(from, from + have), done)
      into.fill(0, done + have, done + size)
    })
    return length
  }

  /** Throws FileError EFBIG, KernelError `memory.full`: then nothing has changed. */
  write(inode: number, position: number, from: Uint8Array): void {
    if (from.length === 0) return
    const { words, bytes } = this.#memory
    const end = position + from.length
    if (end > LARGEST) throw new FileError('EFBIG')
    this.#reserve(inode, position, end)
    pieces(position, from.length, (index, start, size, done) => {
      bytes.set(from.subarray(done, done + size), this.#chunk(inode, index) * 4 + start)
    })
    words[inode + Inode.Size] = Math.max(word(words, inode + Inode.Size), end)
  }

  /** Cuts off, or adds a hole. Throws FileError EFBIG. */
  resize(inode: number, size: number): void {
    if (size > LARGEST) throw new FileError('EFBIG')
    const { words, bytes } = this.#memory
    const before = word(words, inode + Inode.Size)
    words[inode + Inode.Size] = size
    if (size === 0) this.free(inode)
    if (size >= before) return
    const kept = Math.ceil(size / CHUNK_BYTES)
    for (let index = kept; index < word(words, inode + Inode.Slots); index++) this.#drop(inode, index)
    const last = kept - 1
    const cut = size - last * CHUNK_BYTES
    const have = kept === 0 ? 0 : this.#chunkBytes(inode, last)
    if (cut < have) bytes.fill(0, this.#chunk(inode, last) * 4 + cut, this.#chunk(inode, last) * 4 + have)
  }

  free(inode: number): void {
    const { words } = this.#memory
    for (let index = 0; index < word(words, inode + Inode.Slots); index++) this.#drop(inode, index)
    if (words[inode + Inode.Chunks] !== 0) this.#heap.free(word(words, inode + Inode.Chunks))
    words[inode + Inode.Chunks] = 0
    words[inode + Inode.Slots] = 0
  }

  /** Sees to it that there are chunks for all of `start` to `end`. */
  #reserve(inode: number, start: number, end: number): void {
    const { words } = this.#memory
    const first = Math.floor(start / CHUNK_BYTES)
    const last = Math.floor((end - 1) / CHUNK_BYTES)
    const slots = word(words, inode + Inode.Slots)
    const grown = last < slots ? 0 : Math.max(last + 1, slots === 0 ? 1 : slots * 2)
    const missing: number[] = []
    const sizes: number[] = []
    for (let index = first; index <= last; index++) {
      const size = this.#missing(inode, index, end)
      if (size === 0) continue
      missing.push(index)
      sizes.push(size)
    }
    const blocks = allocateAll(this.#heap, grown === 0 ? sizes : [...sizes, grown])
    const table = grown === 0 ? undefined : blocks.pop()
    if (table !== undefined) {
      const old = word(words, inode + Inode.Chunks)
      words.fill(0, table, table + grown)
      if (old !== 0) {
        words.copyWithin(table, old, old + slots)
        this.#heap.free(old)
      }
      words[inode + Inode.Chunks] = table
      words[inode + Inode.Slots] = grown
    }
    for (const [i, index] of missing.entries()) {
      const block = blocks[i] as number
      const size = sizes[i] as number
      const old = this.#chunk(inode, index)
      const kept = old === 0 ? 0 : word(words, inode + Inode.FirstWords)
      if (old !== 0) {
        words.copyWithin(block, old, old + kept)
        this.#heap.free(old)
      }
      words.fill(0, block + kept, block + size)
      words[word(words, inode + Inode.Chunks) + index] = block
      if (index === 0) words[inode + Inode.FirstWords] = size
    }
  }

  /** Words of the chunk that has to be made for a write up to `end`; 0: there is one. */
  #missing(inode: number, index: number, end: number): number {
    if (index > 0) return this.#chunk(inode, index) === 0 ? CHUNK_WORDS : 0
    const have = this.#chunkBytes(inode, 0) / 4
    const wanted = Math.min(CHUNK_WORDS, Math.ceil(end / 4))
    return wanted <= have ? 0 : Math.min(CHUNK_WORDS, Math.max(wanted, have * 2, SMALLEST_WORDS))
  }

  #chunk(inode: number, index: number): number {
    const { words } = this.#memory
    return index < word(words, inode + Inode.Slots)
      ? word(words, word(words, inode + Inode.Chunks) + index)
      : 0
  }

  #chunkBytes(inode: number, index: number): number {
    if (this.#chunk(inode, index) === 0) return 0
    return index === 0 ? word(this.#memory.words, inode + Inode.FirstWords) * 4 : CHUNK_BYTES
  }

  #drop(inode: number, index: number): void {
    const chunk = this.#chunk(inode, index)
    if (chunk === 0) return
    this.#memory.words[word(this.#memory.words, inode + Inode.Chunks) + index] = 0
    this.#heap.free(chunk)
  }
}

/** Calls `visit` for each part of a chunk that lies in the bytes from `position` on. */
function pieces(
  position: number,
  length: number,
  visit: (index: number, start: number, size: number, done: number) => void,
): void {
  for (let done = 0; done < length; ) {
    const index = Math.floor((position + done) / CHUNK_BYTES)
    const start = position + done - index * CHUNK_BYTES
    const size = Math.min(length - done, CHUNK_BYTES - start)
    visit(index, start, size, done)
    done += size
  }
}

/** More than the heap's small blocks, so that freed chunks become one large block again. */
const CHUNK_WORDS = 8192
const CHUNK_BYTES = CHUNK_WORDS * 4
const SMALLEST_WORDS = 16
/** Bytes: sizes are words of 32 bits. */
const LARGEST = 0x7fffffff
