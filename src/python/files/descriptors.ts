import type { Files } from '../../kernel/files/files.ts'
import { type EmscriptenFS, Flag, type FSStream } from './emscripten.ts'
import { OpenState } from './openState.ts'
import { WeftFs } from './weftFs.ts'

/** What a process has open, as plain data for a forked child. */
export interface OpenDescriptors {
  readonly directory: string
  readonly descriptors: readonly Descriptor[]
}

interface Descriptor {
  readonly fd: number
  readonly path: string
  readonly flags: number
  /** The kernel's handle, inode and mode; null: none of the run's files, but a device or a part of Python itself. */
  readonly file: { readonly handle: number; readonly number: number; readonly mode: number } | null
  /** Of what is none of the run's files, which a child has for itself. */
  readonly position: number
}

/** Keeps everything open for the child: it takes it over by `reopen`, else `discard` lets go of it. */
export function describe(FS: EmscriptenFS, files: Files): OpenDescriptors {
  const descriptors: Descriptor[] = []
  const sent = new Set<number>()
  for (const [fd, stream] of FS.streams.entries()) {
    if (stream === null || stream === undefined) continue
    const { path, flags, shared, node } = stream
    if (shared instanceof OpenState) {
      const handle = shared.file
      if (!sent.has(handle)) files.send(handle)
      sent.add(handle)
      const file = { handle, number: WeftFs.inodeOf(stream), mode: node.mode }
      descriptors.push({ fd, path, flags, file, position: 0 })
    } else descriptors.push({ fd, path, flags, file: null, position: stream.position })
  }
  return { directory: FS.currentPath, descriptors }
}

export function discard(files: Files, { descriptors }: OpenDescriptors): void {
  for (const handle of handlesOf(descriptors)) files.unsend(handle)
}

/** Gives this process, a forked child, the descriptors of its parent, and no others. */
export function reopen(
  FS: EmscriptenFS,
  files: Files,
  fs: WeftFs,
  { directory, descriptors }: OpenDescriptors,
): void {
  const kept = descriptors.filter(descriptor => isSame(FS.streams[descriptor.fd], descriptor))
  const keptNumbers = new Set(kept.map(({ fd }) => fd))
  for (const [fd, stream] of FS.streams.entries()) {
    if (stream !== null && stream !== undefined && !keptNumbers.has(fd)) FS.close(stream)
  }
  for (const handle of handlesOf(descriptors)) files.receive(handle)
  const states = new Map<number, OpenState>()
  for (const descriptor of descriptors) {
    const { fd, path, flags, file } = descriptor
    if (keptNumbers.has(fd)) continue
    if (file === null) {
      reopenOther(FS, descriptor)
      continue
    }
    const known = states.get(file.handle)
    if (known !== undefined) known.users++
    const state = known ?? new OpenState(files, file.handle, flags)
    states.set(file.handle, state)
    FS.createStream(fs.stream(state, path, file), fd)
  }
  FS.currentPath = directory
}

const handlesOf = (descriptors: readonly Descriptor[]): Set<number> =>
  new Set(descriptors.flatMap(({ file }) => (file === null ? [] : [file.handle])))

/** The terminal is where it is in every process, unless the program has put something else there. */
const isSame = (stream: FSStream | null | undefined, { fd, path, file }: Descriptor): boolean =>
  fd <= 2 && file === null && stream?.path === path

/** A device, or one of Python's own files. What can't be opened by its name, such as a pipe of `os.pipe`, stays closed. */
function reopenOther(FS: EmscriptenFS, { fd, path, flags, position }: Descriptor): void {
  let stream: FSStream
  try {
    stream = FS.open(path, flags & ~(Flag.create | Flag.exclusive | Flag.truncate))
  } catch (error) {
    if (error instanceof FS.ErrnoError) return
    throw error
  }
  stream.position = position
  if (stream.fd === fd) return
  FS.dupStream(stream, fd)
  FS.close(stream)
}
