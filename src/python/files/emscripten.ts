/** What this folder uses of Emscripten's file system (as in Pyodide 314.0.7). Paths, permissions and descriptors are its matter. */
export interface EmscriptenFS {
  readonly ErrnoError: new (errno: number) => { readonly errno: number }
  readonly FSNode: new (parent: FSNode | null, name: string, mode: number, device: number) => FSNode
  readonly streams: (FSStream | null | undefined)[]
  currentPath: string
  mount(type: FSType, options: object, path: string): FSNode
  mkdirTree(path: string): void
  /** `canOwn`: the contents need not be copied. */
  writeFile(path: string, contents: Uint8Array, options: { readonly canOwn: boolean }): void
  chmod(path: string, mode: number): void
  unlink(path: string): void
  lookupPath(path: string): { readonly node: FSNode }
  isDir(mode: number): boolean
  isFile(mode: number): boolean
  hashRemoveNode(node: FSNode): void
  open: (path: string | FSNode, flags?: number | string, mode?: number) => FSStream
  read: Transfer
  write: Transfer
  close(stream: FSStream): void
  closeStream(fd: number): void
  createStream(stream: object, fd: number): FSStream
  dupStream(stream: FSStream, fd: number): FSStream
}

/** Moves bytes; without a position, where the stream is. How many it were. */
export type Transfer = (
  stream: FSStream,
  buffer: ArrayBufferView<ArrayBuffer>,
  offset: number,
  length: number,
  position?: number,
  canOwn?: boolean,
) => number

/** A name that was looked up. */
export interface FSNode {
  id: number
  name: string
  parent: FSNode
  mode: number
  node_ops: object
  stream_ops: object
}

/** What a file descriptor is: those that `dup` has made have `shared` in common. */
export interface FSStream {
  fd: number | null
  node: FSNode
  readonly path: string
  flags: number
  position: number
  shared: { flags: number; position: number }
}

export interface FSType {
  mount(mount: object): FSNode
}

/** The module of a Pyodide. */
export interface EmscriptenModule {
  readonly FS: EmscriptenFS
  readonly ERRNO_CODES: Readonly<Record<string, number>>
  readonly HEAPU8: Uint8Array<ArrayBuffer>
  /** 0: there is no memory. */
  _emscripten_builtin_memalign(alignment: number, size: number): number
}

/** Bits of a stream's flags. */
export const Flag = {
  access: 0o3,
  writeOnly: 0o1,
  create: 0o100,
  exclusive: 0o200,
  truncate: 0o1000,
  append: 0o2000,
} as const
