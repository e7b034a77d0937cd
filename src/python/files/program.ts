import { FileError } from '../../kernel/files/fileError.ts'
import type { Files } from '../../kernel/files/files.ts'
import { FileType } from '../../kernel/files/layout.ts'
import { WHEEL } from '../../program/packages.ts'
import type { SourceFile } from '../../program/program.ts'
import { bytesOf } from './bytesOf.ts'
import { refusalOf } from './wheels.ts'

/** What became of a program's files. */
export interface InstalledProgram {
  /** Paths (relative, as in the program) of wheels, to be put on `sys.path`. */
  readonly wheels: readonly string[]
  /** Wheels that can't be used, and why: an English text for who tries to import them. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[]
}

/** Writes a program's files into a directory. Throws FileError. */
export function writeProgram(
  files: Files,
  directory: number,
  sources: readonly SourceFile[],
): InstalledProgram {
  const wheels: string[] = []
  const refused: { path: string; reason: string }[] = []
  for (const source of sources) {
    const { path } = source
    const bytes = bytesOf(source)
    const parts = path.split('/').filter(part => part !== '' && part !== '.' && part !== '..')
    const name = parts.pop()
    if (name === undefined) continue
    const parent = parts.reduce((at, part) => directoryIn(files, at, part), directory)
    const number =
      files.lookup(parent, name)?.number ?? files.make(parent, name, FileType.file | 0o644).number
    const file = files.open(number)
    try {
      files.change(number, { size: 0 })
      files.write(file, bytes)
    } finally {
      files.close(file)
    }
    if (!name.endsWith(WHEEL)) continue
    const reason = refusalOf(path, bytes)
    if (reason === null) wheels.push(path)
    else refused.push({ path, reason })
  }
  return { wheels, refused }
}

/** The directory of that name, made by whichever process comes first. */
export function directoryIn(files: Files, parent: number, name: string): number {
  try {
    return files.make(parent, name, FileType.directory | 0o755).number
  } catch (error) {
    const found = error instanceof FileError && error.code === 'EEXIST' ? files.lookup(parent, name) : null
    if (found === null) throw error
    return found.number
  }
}
