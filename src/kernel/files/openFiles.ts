import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import { Lane, laneBase, MAX_SLOTS, SlotState } from '../memory/layout.ts'
import { ProcessBody } from '../process/processObject.ts'
import { allocateAll } from './allocateAll.ts'
import type { Inodes } from './inodes.ts'
import { HOLD_WORDS, Hold, Inode, OPEN_FILE_WORDS, OpenFile, Volume } from './layout.ts'

/** Nobody's pid: of a hold that waits for a forked child to take it over. */
const UNDERWAY = 0

/** Files that processes have open. */
export class OpenFiles {
  readonly #memory: Memory
  readonly #heap: Heap
  readonly #inodes: Inodes

  constructor(memory: Memory, heap: Heap, inodes: Inodes) {
    this.#memory = memory
    this.#heap = heap
    this.#inodes = inodes
  }

  /** Opens an inode for a process. Throws KernelError `memory.full`. */
  open(volume: number, inode: number, pid: number): number {
    const { words, floats } = this.#memory
    const [file, hold] = allocateAll(this.#heap, [OPEN_FILE_WORDS, HOLD_WORDS]) as [number, number]
    words[file + OpenFile.Inode] = inode
    words[file + OpenFile.Holders] = 0
    floats[(file + OpenFile.Position) / 2] = 0
    words[inode + Inode.Opens] = word(words, inode + Inode.Opens) + 1
    this.#hold(volume, hold, file, pid)
    return file
  }

  /** Keeps it open for a child that is about to be forked. Throws KernelError `memory.full`. */
  send(volume: number, file: number): void {
    this.#hold(volume, this.#heap.allocate(HOLD_WORDS), file, UNDERWAY)
  }

  /** The forked child has it open now. */
  receive(volume: number, file: number, pid: number): void {
    const link = this.#find(volume, file, UNDERWAY)
    const hold = word(this.#memory.words, link)
    if (hold !== 0) this.#memory.words[hold + Hold.Pid] = pid
  }

  /** The process closes it, or, without a pid, a child that it was meant for has not come to be. */
  close(volume: number, file: number, pid = UNDERWAY): void {
    const link = this.#find(volume, file, pid)
    if (this.#memory.words[link] !== 0) this.#drop(volume, link)
  }

  /** Closes what processes had open that live no more. False: nothing. */
  sweep(volume: number, pid: number): boolean {
    const { words } = this.#memory
    const live = new Set([UNDERWAY, pid])
    for (let slot = 1; slot < MAX_SLOTS; slot++) {
      const base = laneBase(slot)
      if (Atomics.load(words, base + Lane.State) !== SlotState.Live) continue
      // Who has joined a process knows that it has ended before its slot does.
      const ended = Atomics.load(words, word(words, base + Lane.Process) + ProcessBody.Done) !== 0
      if (!ended) live.add(word(words, base + Lane.Pid))
    }
    let found = false
    let link: number = volume + Volume.Holds
    for (let hold = word(words, link); hold !== 0; hold = word(words, link)) {
      if (live.has(word(words, hold + Hold.Pid))) link = hold + Hold.Next
      else {
        this.#drop(volume, link)
        found = true
      }
    }
    return found
  }

  #hold(volume: number, hold: number, file: number, pid: number): void {
    const { words } = this.#memory
    words[hold + Hold.Next] = word(words, volume + Volume.Holds)
    words[hold + Hold.File] = file
    words[hold + Hold.Pid] = pid
    words[volume + Volume.Holds] = hold
    words[file + OpenFile.Holders] = word(words, file + OpenFile.Holders) + 1
  }

  /** The word that names the hold; that word is 0 when there is none. */
  #find(volume: number, file: number, pid: number): number {
    const { words } = this.#memory
    let link: number = volume + Volume.Holds
    for (let hold = word(words, link); hold !== 0; hold = word(words, link)) {
      if (words[hold + Hold.File] === file && words[hold + Hold.Pid] === pid) break
      link = hold + Hold.Next
    }
    return link
  }

  #drop(volume: number, link: number): void {
    const { words } = this.#memory
    const hold = word(words, link)
    const file = word(words, hold + Hold.File)
    words[link] = word(words, hold + Hold.Next)
    this.#heap.free(hold)
    const holders = word(words, file + OpenFile.Holders) - 1
    words[file + OpenFile.Holders] = holders
    if (holders > 0) return
    const inode = word(words, file + OpenFile.Inode)
    this.#heap.free(file)
    words[inode + Inode.Opens] = word(words, inode + Inode.Opens) - 1
    this.#inodes.release(volume, inode)
  }
}
