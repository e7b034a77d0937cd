import { Files, type FilesKernel } from '../../kernel/files/files.ts'
import { ROOT } from '../../kernel/files/layout.ts'
import { word } from '../../kernel/memory/arena.ts'
import { HEAP, Head } from '../../kernel/memory/layout.ts'
import type { SourceFile } from '../../program/program.ts'
import { describe, discard, type OpenDescriptors, reopen } from './descriptors.ts'
import type { EmscriptenModule } from './emscripten.ts'
import { makeAtomic } from './operations.ts'
import { directoryIn, type InstalledProgram, writeProgram } from './program.ts'
import { type Room, WeftFs } from './weftFs.ts'

export type { OpenDescriptors } from './descriptors.ts'

/** Where the run's files are, and where the program's own are among them. */
const HOME = '/home/pyodide'
const PLACES = [
  { path: HOME, name: 'home' },
  { path: '/tmp', name: 'tmp' },
] as const

/** The run's files as one process's Python sees them. */
export interface MountedFiles {
  /**
   * Writes the program's files into `HOME`: once per run, by the main process, before its program begins. Then
   * `importlib.invalidate_caches()` is due, and `HOME` and the wheels on `sys.path`.
   */
  installProgram(sources: readonly SourceFile[]): InstalledProgram
  /**
   * In a process that is about to fork: its descriptors and working directory, as data that can be posted. They stay open until
   * the child has called `reopen`; if there will be no child after all, `discard` lets go of them.
   */
  describe(): OpenDescriptors
  discard(open: OpenDescriptors): void
  /** In the forked child, once the parent's memory is in place and before Python runs on. */
  reopen(open: OpenDescriptors): void
}

/**
 * Shows the run's files to a process's Python, in `HOME` and `/tmp`; what lay there before is hidden. To be called once in each
 * process, after the snapshot was restored and its worker claimed, before Python code of the program runs; never in what a
 * base snapshot is made of, because Emscripten's file system is no part of a snapshot. Then the main process calls
 * `installProgram`, a forked child `reopen`. At the end of a process nothing is to be done. `pyodideModule`: `pyodide._module`.
 */
export function mountFiles(pyodideModule: object, kernel: FilesKernel): MountedFiles {
  const module = pyodideModule as EmscriptenModule
  const { FS } = module
  const files = new Files(kernel, () => Date.now())
  const room: Room = () => {
    const total = (word(kernel.memory.words, Head.ArenaWords) - HEAP) * 4
    return { total, free: Math.max(0, total - kernel.heap.used * 4) }
  }
  const mounts = PLACES.map(({ path, name }) => {
    const directory = directoryIn(files, ROOT, name)
    const fs = new WeftFs(module, files, directory, room)
    FS.mkdirTree(path)
    FS.mount(fs, {}, path)
    return { fs, directory }
  })
  const [home] = mounts
  if (home === undefined) throw new Error('Internal error: there is no place for files')
  makeAtomic(module, files, home.fs)
  // Emscripten's terminal, at which nobody sits: getpass would read from it that input has ended, and not ask in the console.
  FS.unlink('/dev/tty')
  return {
    installProgram: sources => writeProgram(files, home.directory, sources),
    describe: () => describe(FS, files),
    discard: open => discard(files, open),
    reopen: open => reopen(FS, files, home.fs, open),
  }
}
