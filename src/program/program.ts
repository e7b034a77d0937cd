/** The languages a program can be written in. */
export type Language = 'ts' | 'py'

/** One file of a program. `path` is relative, with forward slashes: `main.ts`, `lib/primes.ts`. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  /** How `text` stands for bytes: data files and wheels. UTF-8 unless said otherwise. */
  readonly encoding?: 'base64'
}

/** What a user wrote. The first file is the entry. */
export interface Program {
  readonly language: Language
  readonly files: readonly SourceFile[]
}

/** A place in the source: line and column count from 1, as editors do. */
export interface SourcePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}
