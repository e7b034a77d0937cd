import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import type { Contents } from './contents.ts'
import { FileError } from './fileError.ts'
import type { HashTable } from './hashTable.ts'
import { FileType, INODE_WORDS, Inode, Volume } from './layout.ts'

/** What `stat` tells. Times are ms since 1970. */
export interface Stat {
  readonly number: number
  readonly mode: number
  readonly links: number
  /** Bytes. */
  readonly size: number
  readonly accessed: number
  readonly modified: number
  readonly changed: number
}

/** Inodes, by number. */
export class Inodes {
  readonly #memory: Memory
  readonly #heap: Heap
  readonly #table: HashTable
  readonly #contents: Contents

  constructor(memory: Memory, heap: Heap, table: HashTable, contents: Contents) {
    this.#memory = memory
    this.#heap = heap
    this.#table = table
    this.#contents = contents
  }

  /** Makes one out of a block of `INODE_WORDS`. `parent`: number of the directory that it lies in. */
  create(volume: number, inode: number, mode: number, parent: number, time: number): void {
    const { words } = this.#memory
    words.fill(0, inode, inode + INODE_WORDS)
    const number = word(words, volume + Volume.NextNumber)
    words[volume + Volume.NextNumber] = number + 1
    words[inode + Inode.Mode] = mode
    words[inode + Inode.Links] = 1
    words[inode + Inode.Parent] = parent
    this.setTime(inode, Inode.Accessed, time)
    this.touch(inode, time)
    this.#table.add(volume + Volume.Inodes, inode, number)
  }

  /** Address of the inode of that number. Throws FileError ESTALE when it is gone. */
  find(volume: number, number: number): number {
    const inode = this.#table.find(volume + Volume.Inodes, number, () => true)
    if (inode === 0) throw new FileError('ESTALE')
    return inode
  }

  /** Frees it if it has no name and nobody has it open. */
  release(volume: number, inode: number): void {
    const { words } = this.#memory
    if (words[inode + Inode.Links] !== 0 || words[inode + Inode.Opens] !== 0) return
    this.#table.remove(volume + Volume.Inodes, inode)
    this.#contents.free(inode)
    this.#heap.free(inode)
  }

  isDirectory(inode: number): boolean {
    return (word(this.#memory.words, inode + Inode.Mode) & FileType.mask) === FileType.directory
  }

  /** Its bytes or names have changed. */
  touch(inode: number, time: number): void {
    this.setTime(inode, Inode.Modified, time)
    this.setTime(inode, Inode.Changed, time)
  }

  setTime(inode: number, which: Inode.Accessed | Inode.Modified | Inode.Changed, time: number): void {
    this.#memory.floats[(inode + which) / 2] = time
  }

  stat(inode: number): Stat {
    const { words, floats } = this.#memory
    const directory = this.isDirectory(inode)
    const links = word(words, inode + Inode.Links)
    const time = (which: number) => floats[(inode + which) / 2] as number
    return {
      number: word(words, inode + Inode.Number),
      mode: word(words, inode + Inode.Mode),
      // A directory is named by itself and by those in it, too.
      links: directory && links > 0 ? 2 + word(words, inode + Inode.Directories) : links,
      size: directory ? DIRECTORY_BYTES : word(words, inode + Inode.Size),
      accessed: time(Inode.Accessed),
      modified: time(Inode.Modified),
      changed: time(Inode.Changed),
    }
  }
}

/** What most systems say. */
const DIRECTORY_BYTES = 4096
