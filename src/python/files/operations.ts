import type { Files } from '../../kernel/files/files.ts'
import { type EmscriptenModule, Flag, type FSStream, type Transfer } from './emscripten.ts'
import { OpenState } from './openState.ts'
import { bytesOf, type WeftFs } from './weftFs.ts'

/**
 * Three operations that Emscripten makes out of several steps, as if nobody else were there. `open` looks up, makes, opens: when
 * another process has made or removed the file in between, it begins again. `read` and `write` without a position take it,
 * move bytes, and set it: here in one step, because forked processes share it.
 */
export function makeAtomic({ FS, ERRNO_CODES }: EmscriptenModule, files: Files, fs: WeftFs): void {
  const { open, read, write } = FS

  FS.open = (path, flags, mode) => {
    for (let tries = 0; ; tries++) {
      try {
        return open(path, flags, mode)
      } catch (error) {
        const errno = error instanceof FS.ErrnoError ? error.errno : 0
        const creates = typeof flags === 'number' && (flags & Flag.create) !== 0
        const made = errno === ERRNO_CODES.EEXIST && creates && (flags & Flag.exclusive) === 0
        const removed = errno === ERRNO_CODES.ENOENT && creates
        if (!(made || removed) || tries === MOST_TRIES) throw error
      }
    }
  }

  FS.read = inOneStep(read, FLAG_READ, (file, bytes) => fs.translate(() => files.read(file, bytes)))

  FS.write = inOneStep(write, FLAG_WRITE, (file, bytes, append) => {
    fs.translate(() => (append ? files.append(file, bytes) : files.write(file, bytes)))
    return bytes.length
  })

  /** What must not be is left to the original, which says why. */
  function inOneStep(
    original: Transfer,
    access: number,
    move: (file: number, bytes: Uint8Array<ArrayBuffer>, append: boolean) => number,
  ): Transfer {
    return (stream, buffer, offset, length, position, canOwn) => {
      const state = stream.shared
      const may = state instanceof OpenState && allows(state.flags, access) && isPlain(stream, length)
      if (!may || position !== undefined) return original(stream, buffer, offset, length, position, canOwn)
      return move(state.file, bytesOf(buffer, offset, length), (state.flags & Flag.append) !== 0)
    }
  }

  function isPlain(stream: FSStream, length: number): boolean {
    return stream.fd !== null && length >= 0 && FS.isFile(stream.node.mode)
  }
}

/** Access modes that forbid it. */
const FLAG_READ = Flag.writeOnly
const FLAG_WRITE = 0

const allows = (flags: number, forbidden: number): boolean => (flags & Flag.access) !== forbidden

/** A missing directory is the same error as a file that was removed, so that there must be an end. */
const MOST_TRIES = 20
