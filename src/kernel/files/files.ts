import { KernelError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head } from '../memory/layout.ts'
import { reserveStack } from '../sync/section.ts'
import { allocateAll } from './allocateAll.ts'
import { Contents } from './contents.ts'
import { Directories } from './directories.ts'
import { FileError } from './fileError.ts'
import { FIRST_BUCKETS, HashTable } from './hashTable.ts'
import { Inodes, type Stat } from './inodes.ts'
import { Entry, FileType, INODE_WORDS, Inode, OpenFile, ROOT, VOLUME_WORDS, Volume } from './layout.ts'
import { OpenFiles } from './openFiles.ts'

/** What files need of a kernel. */
export type FilesKernel = Pick<Kernel, 'memory' | 'sections' | 'heap' | 'host' | 'pid'>

/** What has a name: its inode's number and mode. */
export interface Found {
  readonly number: number
  readonly mode: number
}

/** What of an inode can be set. Times are ms since 1970. */
export interface Change {
  /** Permissions alone. */
  readonly mode?: number | undefined
  readonly size?: number | undefined
  readonly accessed?: number | undefined
  readonly modified?: number | undefined
}

/**
 * The file system of a run, as one process sees it. Directories and what lies in them are named by their inodes' numbers, open
 * files by handles. Every operation is atomic, and throws FileError: ENOSPC when the arena is full, ESTALE for a number whose
 * inode is gone, else what Unix says.
 */
export class Files {
  readonly #kernel: FilesKernel
  readonly #now: () => number
  readonly #table: HashTable
  readonly #contents: Contents
  readonly #inodes: Inodes
  readonly #directories: Directories
  readonly #open: OpenFiles
  #swept = false

  /** `now`: ms since 1970. */
  constructor(kernel: FilesKernel, now: () => number) {
    const { memory, heap } = kernel
    this.#kernel = kernel
    this.#now = now
    this.#table = new HashTable(memory, heap)
    this.#contents = new Contents(memory, heap)
    this.#inodes = new Inodes(memory, heap, this.#table, this.#contents)
    this.#directories = new Directories(memory, heap, this.#table)
    this.#open = new OpenFiles(memory, heap, this.#inodes)
  }

  /** Null when nothing has that name. */
  lookup(directory: number, name: string): Found | null {
    const { words } = this.#kernel.memory
    const text = this.#encode(name)
    return this.#do(volume => {
      const entry = this.#directories.find(volume, this.#directory(volume, directory), text)
      if (entry === 0) return null
      const inode = word(words, entry + Entry.Inode)
      return { number: word(words, inode + Inode.Number), mode: word(words, inode + Inode.Mode) }
    })
  }

  /** Makes a file, directory or link, as `mode` says. `target`: of a link. */
  make(directory: number, name: string, mode: number, target = ''): Found {
    const { memory, heap, host } = this.#kernel
    const { words } = memory
    const text = this.#encode(name)
    const contents = host.encodeText(target)
    return this.#do(volume => {
      const time = this.#now()
      const parent = this.#directory(volume, directory)
      if (words[parent + Inode.Links] === 0) throw new FileError('ENOENT')
      if (this.#directories.find(volume, parent, text) !== 0) throw new FileError('EEXIST')
      const sizes = [INODE_WORDS, this.#directories.size(text)]
      const [inode, entry] = allocateAll(heap, sizes) as [number, number]
      this.#inodes.create(volume, inode, mode, directory, time)
      try {
        this.#contents.write(inode, 0, contents)
      } catch (error) {
        words[inode + Inode.Links] = 0
        this.#inodes.release(volume, inode)
        heap.free(entry)
        throw error
      }
      this.#directories.add(volume, parent, text, inode, entry)
      if (this.#inodes.isDirectory(inode)) this.#countDirectories(parent, 1)
      this.#inodes.touch(parent, time)
      return { number: word(words, inode + Inode.Number), mode }
    })
  }

  /** Takes a name away that is no directory's. */
  unlink(directory: number, name: string): void {
    const text = this.#encode(name)
    this.#do(volume => {
      const time = this.#now()
      const entry = this.#entry(volume, this.#directory(volume, directory), text)
      const inode = word(this.#kernel.memory.words, entry + Entry.Inode)
      if (this.#inodes.isDirectory(inode)) throw new FileError('EISDIR')
      this.#remove(volume, entry, time)
    })
  }

  /** Removes an empty directory. */
  removeDirectory(directory: number, name: string): void {
    const text = this.#encode(name)
    this.#do(volume => {
      const time = this.#now()
      const entry = this.#entry(volume, this.#directory(volume, directory), text)
      const inode = word(this.#kernel.memory.words, entry + Entry.Inode)
      this.#needEmptyDirectory(inode)
      this.#remove(volume, entry, time)
    })
  }

  /** Gives it another name, in place of what had that name, if it can be replaced. */
  rename(fromDirectory: number, fromName: string, toDirectory: number, toName: string): void {
    const { memory, heap } = this.#kernel
    const { words } = memory
    const from = this.#encode(fromName)
    const to = this.#encode(toName)
    this.#do(volume => {
      const time = this.#now()
      const source = this.#directory(volume, fromDirectory)
      const target = this.#directory(volume, toDirectory)
      const entry = this.#entry(volume, source, from)
      const inode = word(words, entry + Entry.Inode)
      if (words[target + Inode.Links] === 0) throw new FileError('ENOENT')
      const isDirectory = this.#inodes.isDirectory(inode)
      if (isDirectory) this.#needOutside(volume, target, inode)
      const taken = this.#directories.find(volume, target, to)
      if (taken !== 0) {
        const replaced = word(words, taken + Entry.Inode)
        if (replaced === inode) return
        if (isDirectory) this.#needEmptyDirectory(replaced)
        else if (this.#inodes.isDirectory(replaced)) throw new FileError('EISDIR')
      }
      const fresh = heap.allocate(this.#directories.size(to))
      if (taken !== 0) this.#remove(volume, taken, time)
      this.#directories.remove(volume, entry)
      this.#directories.add(volume, target, to, inode, fresh)
      if (isDirectory) {
        this.#countDirectories(source, -1)
        this.#countDirectories(target, 1)
      }
      words[inode + Inode.Parent] = toDirectory
      this.#inodes.setTime(inode, Inode.Changed, time)
      this.#inodes.touch(source, time)
      this.#inodes.touch(target, time)
    })
  }

  /** Names in a directory, in the order in which they were made. */
  list(directory: number): string[] {
    const names = this.#do(volume => this.#directories.names(this.#directory(volume, directory)))
    return names.map(name => this.#kernel.host.decodeText(name))
  }

  readLink(number: number): string {
    const { words } = this.#kernel.memory
    const text = this.#do(volume => {
      const inode = this.#inodes.find(volume, number)
      const type = word(words, inode + Inode.Mode) & FileType.mask
      if (type !== FileType.link) throw new FileError('EINVAL')
      const bytes = new Uint8Array(word(words, inode + Inode.Size))
      this.#contents.read(inode, 0, bytes)
      return bytes
    })
    return this.#kernel.host.decodeText(text)
  }

  stat(number: number): Stat {
    return this.#do(volume => this.#inodes.stat(this.#inodes.find(volume, number)))
  }

  change(number: number, { mode, size, accessed, modified }: Change): void {
    const { words } = this.#kernel.memory
    this.#do(volume => {
      const time = this.#now()
      const inode = this.#inodes.find(volume, number)
      if (size !== undefined) {
        if (this.#inodes.isDirectory(inode)) throw new FileError('EISDIR')
        this.#contents.resize(inode, size)
        this.#inodes.setTime(inode, Inode.Modified, time)
      }
      const type = word(words, inode + Inode.Mode) & FileType.mask
      if (mode !== undefined) words[inode + Inode.Mode] = type | (mode & ~FileType.mask)
      if (accessed !== undefined) this.#inodes.setTime(inode, Inode.Accessed, accessed)
      if (modified !== undefined) this.#inodes.setTime(inode, Inode.Modified, modified)
      this.#inodes.setTime(inode, Inode.Changed, time)
    })
  }

  /** Opens it, at position 0. The process holds it until `close` or its end. */
  open(number: number): number {
    const { pid } = this.#kernel
    return this.#do(volume => {
      if (!this.#swept) this.#open.sweep(volume, pid)
      this.#swept = true
      return this.#open.open(volume, this.#inodes.find(volume, number), pid)
    })
  }

  close(file: number): void {
    this.#do(volume => this.#open.close(volume, file, this.#kernel.pid))
  }

  /** Keeps it open for a child that is about to be forked and takes it over by `receive`. */
  send(file: number): void {
    this.#do(volume => this.#open.send(volume, file))
  }

  receive(file: number): void {
    this.#do(volume => this.#open.receive(volume, file, this.#kernel.pid))
  }

  /** Takes back a `send`: there is no child. */
  unsend(file: number): void {
    this.#do(volume => this.#open.close(volume, file))
  }

  position(file: number): number {
    return this.#do(() => this.#position(file))
  }

  seek(file: number, position: number): void {
    this.#do(() => this.#setPosition(file, position))
  }

  /** Reads at `position`, or where the file is, which then moves on. How many bytes there were. */
  read(file: number, into: Uint8Array, position?: number): number {
    return this.#do(() => {
      const start = position ?? this.#position(file)
      const count = this.#contents.read(this.#inodeOf(file), start, into)
      if (position === undefined) this.#setPosition(file, start + count)
      return count
    })
  }

  /** Writes at `position`, or where the file is, which then moves on. */
  write(file: number, from: Uint8Array, position?: number): void {
    this.#do(() => {
      const time = this.#now()
      const start = position ?? this.#position(file)
      this.#contents.write(this.#inodeOf(file), start, from)
      this.#inodes.touch(this.#inodeOf(file), time)
      if (position === undefined) this.#setPosition(file, start + from.length)
    })
  }

  /** Writes at the file's end, wherever others have brought that, and is there afterwards. */
  append(file: number, from: Uint8Array): void {
    const { words } = this.#kernel.memory
    this.#do(() => {
      const time = this.#now()
      const inode = this.#inodeOf(file)
      this.#contents.write(inode, word(words, inode + Inode.Size), from)
      this.#inodes.touch(inode, time)
      this.#setPosition(file, word(words, inode + Inode.Size))
    })
  }

  /** In the section. When memory runs out, what dead processes had open is closed, and it is tried again. */
  #do<T>(action: (volume: number) => T): T {
    const { sections, memory } = this.#kernel
    reserveStack()
    sections.enter(Head.FilesLock)
    try {
      try {
        return action(this.#volume())
      } catch (error) {
        if (!isFull(error)) throw error
        const volume = word(memory.words, Head.Files)
        if (volume === 0 || !this.#open.sweep(volume, this.#kernel.pid)) throw error
        return action(volume)
      }
    } catch (error) {
      throw isFull(error) ? new FileError('ENOSPC') : error
    } finally {
      sections.leave(Head.FilesLock)
    }
  }

  /** Address of the file system, which is made at its first use. */
  #volume(): number {
    const { memory, heap } = this.#kernel
    const { words } = memory
    const made = word(words, Head.Files)
    if (made !== 0) return made
    const sizes = [VOLUME_WORDS, FIRST_BUCKETS, FIRST_BUCKETS, INODE_WORDS]
    const [volume, inodes, entries, root] = allocateAll(heap, sizes) as [number, number, number, number]
    this.#table.create(volume + Volume.Inodes, inodes)
    this.#table.create(volume + Volume.Entries, entries)
    words[volume + Volume.Holds] = 0
    words[volume + Volume.NextNumber] = ROOT
    this.#inodes.create(volume, root, FileType.directory | 0o777, ROOT, this.#now())
    words[Head.Files] = volume
    return volume
  }

  #encode(name: string): Uint8Array {
    const text = this.#kernel.host.encodeText(name)
    if (text.length > LONGEST_NAME) throw new FileError('ENAMETOOLONG')
    return text
  }

  #directory(volume: number, number: number): number {
    const inode = this.#inodes.find(volume, number)
    if (!this.#inodes.isDirectory(inode)) throw new FileError('ENOTDIR')
    return inode
  }

  #entry(volume: number, directory: number, name: Uint8Array): number {
    const entry = this.#directories.find(volume, directory, name)
    if (entry === 0) throw new FileError('ENOENT')
    return entry
  }

  #needEmptyDirectory(inode: number): void {
    if (!this.#inodes.isDirectory(inode)) throw new FileError('ENOTDIR')
    if (this.#kernel.memory.words[inode + Inode.FirstEntry] !== 0) throw new FileError('ENOTEMPTY')
  }

  /** A directory cannot be moved into itself. */
  #needOutside(volume: number, directory: number, moved: number): void {
    const { words } = this.#kernel.memory
    for (let at = directory; words[at + Inode.Number] !== ROOT; ) {
      if (at === moved) throw new FileError('EINVAL')
      at = this.#inodes.find(volume, word(words, at + Inode.Parent))
    }
  }

  /** Removes a name, and what had it. */
  #remove(volume: number, entry: number, time: number): void {
    const { words } = this.#kernel.memory
    const inode = word(words, entry + Entry.Inode)
    const directory = word(words, entry + Entry.Directory)
    this.#directories.remove(volume, entry)
    if (this.#inodes.isDirectory(inode)) this.#countDirectories(directory, -1)
    words[inode + Inode.Links] = 0
    this.#inodes.setTime(inode, Inode.Changed, time)
    this.#inodes.touch(directory, time)
    this.#inodes.release(volume, inode)
  }

  #countDirectories(directory: number, by: number): void {
    const { words } = this.#kernel.memory
    words[directory + Inode.Directories] = word(words, directory + Inode.Directories) + by
  }

  #inodeOf(file: number): number {
    return word(this.#kernel.memory.words, file + OpenFile.Inode)
  }

  #position(file: number): number {
    return this.#kernel.memory.floats[(file + OpenFile.Position) / 2] as number
  }

  #setPosition(file: number, position: number): void {
    this.#kernel.memory.floats[(file + OpenFile.Position) / 2] = position
  }
}

const isFull = (error: unknown): boolean => error instanceof KernelError && error.code === 'memory.full'

/** Bytes, as on most systems. */
const LONGEST_NAME = 255
