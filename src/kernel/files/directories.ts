import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import type { HashTable } from './hashTable.ts'
import { Entry, Inode, Volume } from './layout.ts'

/** Names in directories. */
export class Directories {
  readonly #memory: Memory
  readonly #heap: Heap
  readonly #table: HashTable

  constructor(memory: Memory, heap: Heap, table: HashTable) {
    this.#memory = memory
    this.#heap = heap
    this.#table = table
  }

  /** The entry of that name, 0: none. */
  find(volume: number, directory: number, name: Uint8Array): number {
    const { words, bytes } = this.#memory
    return this.#table.find(volume + Volume.Entries, this.#hash(directory, name), entry => {
      if (words[entry + Entry.Directory] !== directory || words[entry + Entry.NameBytes] !== name.length)
        return false
      const at = (entry + Entry.Name) * 4
      return name.every((byte, i) => bytes[at + i] === byte)
    })
  }

  /** Words of an entry of that name. */
  size(name: Uint8Array): number {
    return Entry.Name + ((name.length + 3) >> 2)
  }

  /** Gives `inode` a name. `entry`: a block of `size(name)` words. */
  add(volume: number, directory: number, name: Uint8Array, inode: number, entry: number): void {
    const { words, bytes } = this.#memory
    const last = word(words, directory + Inode.LastEntry)
    words[entry + Entry.Directory] = directory
    words[entry + Entry.Inode] = inode
    words[entry + Entry.Before] = last
    words[entry + Entry.After] = 0
    words[entry + Entry.NameBytes] = name.length
    bytes.set(name, (entry + Entry.Name) * 4)
    if (last === 0) words[directory + Inode.FirstEntry] = entry
    else words[last + Entry.After] = entry
    words[directory + Inode.LastEntry] = entry
    this.#table.add(volume + Volume.Entries, entry, this.#hash(directory, name))
  }

  remove(volume: number, entry: number): void {
    const { words } = this.#memory
    const directory = word(words, entry + Entry.Directory)
    const before = word(words, entry + Entry.Before)
    const after = word(words, entry + Entry.After)
    if (before === 0) words[directory + Inode.FirstEntry] = after
    else words[before + Entry.After] = after
    if (after === 0) words[directory + Inode.LastEntry] = before
    else words[after + Entry.Before] = before
    this.#table.remove(volume + Volume.Entries, entry)
    this.#heap.free(entry)
  }

  /** UTF-8 of all names, in the order in which they were made. */
  names(directory: number): Uint8Array[] {
    const { words, bytes } = this.#memory
    const names: Uint8Array[] = []
    let entry = word(words, directory + Inode.FirstEntry)
    for (; entry !== 0; entry = word(words, entry + Entry.After)) {
      const at = (entry + Entry.Name) * 4
      names.push(bytes.slice(at, at + word(words, entry + Entry.NameBytes)))
    }
    return names
  }

  /** FNV-1a, from the number of the directory on. */
  #hash(directory: number, name: Uint8Array): number {
    let hash = 0x811c9dc5 ^ word(this.#memory.words, directory + Inode.Number)
    for (const byte of name) hash = Math.imul(hash ^ byte, 0x01000193)
    // The table looks at the lowest bits, which say least.
    return hash ^ (hash >>> 15)
  }
}
