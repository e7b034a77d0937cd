import type { InstalledPackage } from './packages.ts'
import type { SourceFile, SourcePlace } from './program.ts'

/** A function of the program that other processes can be sent by reference. Its index in the table is its number. */
export interface FunctionEntry {
  readonly name: string
  readonly place: SourcePlace
}

/** A function that uses local variables, so that it cannot be sent: what to say when someone tries. */
export interface ClosureEntry {
  /** Where its text starts and ends in `CompiledProgram.code` (UTF-16 offsets). */
  readonly start: number
  readonly end: number
  readonly name: string
  readonly captured: readonly string[]
  readonly place: SourcePlace
}

/** Where a line of the runnable text came from. */
export interface LineOrigin {
  /** Index into `files`. */
  readonly file: number
  /** From 1. */
  readonly line: number
}

export interface HostPackages {
  /** Those that the program imports. */
  readonly installed: readonly InstalledPackage[]
  /** Names under which others could be imported, which are not loaded because no import of them was found. */
  readonly others: readonly string[]
}

/** A program made ready to run: plain data that can be posted. */
export interface CompiledProgram {
  readonly files: readonly string[]
  /** Of a Python program: its files, which run as they are; there is no code, and `sites` has each line of each file. */
  readonly python?: readonly SourceFile[]
  /** Of a Python program: what the engine adds of the packages that the app's host has. */
  readonly packages?: HostPackages
  /** An ES module without imports whose default export is the factory (see `compile/README.md`). */
  readonly code: string
  readonly functions: readonly FunctionEntry[]
  readonly closures: readonly ClosureEntry[]
  /** Site numbers are indices; 0 means unknown. Of a Python program they are numbered as `pythonSites.ts` says. */
  readonly sites: readonly SourcePlace[]
  /** Origin of each line of `code`, first line at index 0; null for lines that Weft added. */
  readonly lines: readonly (LineOrigin | null)[]
}
