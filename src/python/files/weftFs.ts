import { FileError } from '../../kernel/files/fileError.ts'
import type { Files, Found } from '../../kernel/files/files.ts'
import { FileType } from '../../kernel/files/layout.ts'
import { type EmscriptenModule, Flag, type FSNode, type FSStream } from './emscripten.ts'
import { OpenState } from './openState.ts'

/** A name of ours that was looked up. */
interface Node extends FSNode {
  /** Number of its inode. */
  inode: number
  /** It belongs to a descriptor through which a directory is listed. */
  listing?: boolean
}

/** What `setattr` is given; times are ms. */
interface Attributes {
  readonly mode?: number | null
  readonly size?: number | null
  readonly atime?: number | null
  readonly mtime?: number | null
}

/** Bytes in all, and free. */
export type Room = () => { readonly total: number; readonly free: number }

/**
 * The run's files as a type of Emscripten's file systems. Nodes are made anew for each look-up and never cached by name:
 * another process may have changed what has the name.
 */
export class WeftFs {
  readonly #module: EmscriptenModule
  readonly #files: Files
  readonly #directory: number
  readonly #room: Room
  readonly #nodeOps: object
  readonly #streamOps: object
  /** The node that Emscripten has cached after a rename. */
  #cached: FSNode | null = null

  /** Shows the directory of that number. */
  constructor(module: EmscriptenModule, files: Files, directory: number, room: Room) {
    this.#module = module
    this.#files = files
    this.#directory = directory
    this.#room = room
    this.#nodeOps = this.#translated({
      getattr: (node: Node) => this.#getattr(node),
      setattr: (node: Node, attributes: Attributes) => this.#setattr(node, attributes),
      lookup: (parent: Node, name: string) => this.#lookup(parent, name),
      mknod: (parent: Node, name: string, mode: number) => this.#mknod(parent, name, mode),
      rename: (node: Node, parent: Node, name: string) => this.#rename(node, parent, name),
      unlink: (parent: Node, name: string) => files.unlink(parent.inode, name),
      rmdir: (parent: Node, name: string) => files.removeDirectory(parent.inode, name),
      readdir: (node: Node) => ['.', '..', ...files.list(node.inode)],
      symlink: (parent: Node, name: string, target: string) =>
        this.#node(parent, name, files.make(parent.inode, name, FileType.link | 0o777, target)),
      readlink: (node: Node) => files.readLink(node.inode),
      statfs: () => this.#statfs(),
    })
    this.#streamOps = this.#translated({
      open: (stream: FSStream) => this.#open(stream),
      dup: (stream: FSStream) => {
        stateOf(stream).users++
      },
      close: (stream: FSStream) => {
        const state = stateOf(stream)
        if (--state.users === 0) files.close(state.file)
      },
      llseek: (stream: FSStream, offset: number, whence: number) => this.#llseek(stream, offset, whence),
      read: (
        stream: FSStream,
        buffer: ArrayBufferView<ArrayBuffer>,
        offset: number,
        length: number,
        position: number,
      ) => files.read(stateOf(stream).file, bytesOf(buffer, offset, length), position),
      write: (
        stream: FSStream,
        buffer: ArrayBufferView<ArrayBuffer>,
        offset: number,
        length: number,
        position: number,
      ) => {
        const { file, flags } = stateOf(stream)
        const bytes = bytesOf(buffer, offset, length)
        if ((flags & Flag.append) !== 0) files.append(file, bytes)
        else files.write(file, bytes, position)
        return length
      },
      mmap: (stream: FSStream, length: number, position: number) => this.#mmap(stream, length, position),
      msync: (stream: FSStream, buffer: Uint8Array<ArrayBuffer>, offset: number, length: number) => {
        files.write(stateOf(stream).file, bytesOf(buffer, 0, length), offset)
        return 0
      },
    })
  }

  /** For Emscripten: the topmost node. */
  mount(): FSNode {
    const number = this.#directory
    return this.#node(null, '/', { number, mode: this.#files.stat(number).mode })
  }

  /** What a descriptor is that a forked child takes over. */
  stream(state: OpenState, path: string, found: Found): object {
    const node = this.#node(this.mount() as Node, path.slice(path.lastIndexOf('/') + 1), found)
    const stream_ops = this.#streamOps
    return { node, path, shared: state, stream_ops, seekable: true, ungotten: [], error: false }
  }

  /** The inode that a descriptor of ours is open on. */
  static inodeOf(stream: FSStream): number {
    return (stream.node as Node).inode
  }

  /** Throws FileErrors as what Emscripten knows. */
  translate<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      throw this.#errno(error.code === 'ESTALE' ? 'ENOENT' : error.code)
    }
  }

  #translated<T extends Record<string, (...args: never[]) => unknown>>(operations: T): object {
    return Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        (...args: never[]) => this.translate(() => operation(...args)),
      ]),
    )
  }

  #errno(code: string): object {
    return new this.#module.FS.ErrnoError(this.#module.ERRNO_CODES[code] ?? 0)
  }

  #node(parent: Node | null, name: string, { number, mode }: Found): Node {
    const node = new this.#module.FS.FSNode(parent, name, mode, 0)
    node.node_ops = this.#nodeOps
    node.stream_ops = this.#streamOps
    return Object.assign(node, { id: FIRST_ID + number, inode: number })
  }

  #lookup(parent: Node, name: string): Node {
    const found = this.#files.lookup(parent.inode, name)
    if (this.#cached !== null) this.#module.FS.hashRemoveNode(this.#cached)
    this.#cached = null
    if (found !== null) return this.#node(parent, name, found)
    // Who lists a directory passes over EINVAL alone; a name that another process has removed meanwhile is no error.
    throw this.#errno(parent.listing === true ? 'EINVAL' : 'ENOENT')
  }

  #mknod(parent: Node, name: string, mode: number): Node {
    const { FS } = this.#module
    if (!FS.isDir(mode) && !FS.isFile(mode)) throw this.#errno('EPERM')
    return this.#node(parent, name, this.#files.make(parent.inode, name, mode))
  }

  #rename(node: Node, parent: Node, name: string): void {
    const old = node.name
    // Emscripten caches the node after this, come what may: under a name that nobody looks up, until the next look-up.
    node.name = ''
    this.#cached = node
    this.#files.rename((node.parent as Node).inode, old, parent.inode, name)
  }

  #getattr(node: Node): object {
    const stat = this.#files.stat(node.inode)
    return {
      dev: DEVICE,
      ino: node.id,
      mode: stat.mode,
      nlink: stat.links,
      uid: 0,
      gid: 0,
      rdev: 0,
      size: stat.size,
      atime: new Date(stat.accessed),
      mtime: new Date(stat.modified),
      ctime: new Date(stat.changed),
      blksize: BLOCK,
      blocks: Math.ceil(stat.size / 512),
    }
  }

  #setattr(node: Node, { mode, size, atime, mtime }: Attributes): void {
    this.#files.change(node.inode, {
      mode: mode ?? undefined,
      size: size ?? undefined,
      accessed: atime ?? undefined,
      modified: mtime ?? undefined,
    })
    if (mode != null) node.mode = mode
  }

  #statfs(): object {
    const { total, free } = this.#room()
    const available = Math.floor(free / BLOCK)
    const blocks = Math.floor(total / BLOCK)
    return { bsize: BLOCK, frsize: BLOCK, blocks, bfree: available, bavail: available }
  }

  #open(stream: FSStream): void {
    const { FS } = this.#module
    const node = stream.node as Node
    try {
      stream.shared = new OpenState(this.#files, this.#files.open(node.inode), stream.flags)
    } catch (error) {
      // It has its descriptor already.
      if (stream.fd !== null) FS.closeStream(stream.fd)
      throw error
    }
    if (!FS.isDir(node.mode)) return
    const copy = this.#node(node.parent as Node, node.name, { number: node.inode, mode: node.mode })
    stream.node = Object.assign(copy, { listing: true })
  }

  #llseek(stream: FSStream, offset: number, whence: number): number {
    let position = offset
    if (whence === 1) position += stream.position
    if (whence === 2 && this.#module.FS.isFile(stream.node.mode)) {
      position += this.#files.stat(WeftFs.inodeOf(stream)).size
    }
    if (position < 0) throw new FileError('EINVAL')
    return position
  }

  /** A copy, which `msync` brings back. */
  #mmap(stream: FSStream, length: number, position: number): object {
    const module = this.#module
    if (!module.FS.isFile(stream.node.mode)) throw this.#errno('ENODEV')
    const size = Math.ceil(length / PAGE) * PAGE
    const ptr = module._emscripten_builtin_memalign(PAGE, size)
    if (ptr === 0) throw this.#errno('ENOMEM')
    // Memory may have grown just now.
    const mapped = module.HEAPU8.subarray(ptr, ptr + size)
    mapped.fill(0)
    this.#files.read(stateOf(stream).file, mapped.subarray(0, length), position)
    return { ptr, allocated: true }
  }
}

function stateOf(stream: FSStream): OpenState {
  if (stream.shared instanceof OpenState) return stream.shared
  throw new FileError('EINVAL')
}

export const bytesOf = (
  buffer: ArrayBufferView<ArrayBuffer>,
  offset: number,
  length: number,
): Uint8Array<ArrayBuffer> => new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length)

/** Beyond the ids that Emscripten gives to nodes of its own: it tells nodes apart by their parents' ids. */
const FIRST_ID = 2 ** 32
/** Another than that of Emscripten's own files. */
const DEVICE = 2
const BLOCK = 4096
const PAGE = 65536
