import type { CompiledProgram } from '../program/compiled.ts'
import type { Program, SourcePlace } from '../program/program.ts'
import { PythonSites } from '../program/pythonSites.ts'

/** A Python program as it is run: its files as they are, and a site for each of their lines. */
export function compilePython({ files }: Program): CompiledProgram {
  const numbers = new PythonSites(files)
  const sites: SourcePlace[] = [{ file: '', line: 0, column: 0 }]
  for (const { path } of files) {
    for (let line = 1; line <= numbers.lines(path); line++) {
      sites[numbers.siteOf(path, line)] = { file: path, line, column: 1 }
    }
  }
  return {
    files: files.map(({ path }) => path),
    python: files,
    code: '',
    functions: [],
    closures: [],
    sites,
    lines: [],
  }
}
