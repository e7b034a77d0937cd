import type { SourceFile } from './program.ts'

/** Where a file's sites begin, and how many it has: one for each line. */
interface FileSites {
  readonly first: number
  readonly lines: number
}

/**
 * Sites of a Python program: each line of each file has one, in the order of the files. Site 0 is unknown; line l of a file is
 * site 1 + (lines of the files before it) + (l − 1). Files that are bytes have no lines.
 */
export class PythonSites {
  readonly #files = new Map<string, FileSites>()

  constructor(files: readonly SourceFile[]) {
    let first = 1
    for (const { path, text, encoding } of files) {
      const lines = encoding === 'base64' ? 0 : countLines(text)
      this.#files.set(path, { first, lines })
      first += lines
    }
  }

  /** Lines of a file by its path in the program; 0 when there is no such file. */
  lines(file: string): number {
    return this.#files.get(file)?.lines ?? 0
  }

  /** The site of a line, from 1, of a file by its path in the program; 0 when there is no such line. */
  siteOf(file: string, line: number): number {
    const sites = this.#files.get(file)
    return sites !== undefined && line >= 1 && line <= sites.lines ? sites.first + line - 1 : 0
  }
}

/** As Python reads a file: a line ends at \n, \r or both. The last one may be empty. */
function countLines(text: string): number {
  return 1 + (text.match(/\r\n|\r|\n/g)?.length ?? 0)
}
