/**
 * What compiled code calls. `compile` writes these calls, `library/runtime` answers them; one object per process, passed
 * to the program's factory as `$`.
 */
export interface ProgramRuntime {
  /** The site of the call about to be made; compiled code stores it, the kernel's operations read it. */
  site: number
  /** True in a forked child: declarations are evaluated, statements and initialisers are not. */
  readonly forked: boolean
  /** `__name__` of the entry file: `__main__` or `__mp_main__`. Of every other file it is the path without extension. */
  readonly name: string
  /** A library module (`multiprocessing`, `time`, …). Throws when there is none. */
  library(specifier: string): Readonly<Record<string, unknown>>
  /** Makes a file's variables, functions and classes known. Called once, before the file's first statement. */
  define(file: number, definition: FileDefinition): void
  /** Called when a tick counter runs out. Returns the counter's next value. May not return, when the process is killed. */
  tick(): number
  /** For `using` and `await using`: one per block. */
  disposer(): Disposer
  /** An awaited call of a method: uses the method's awaitable twin where the library has one. */
  awaitMethod(target: unknown, method: PropertyKey, args: readonly unknown[]): unknown
  /** An awaited call of a plain function, likewise. */
  awaitCall(target: unknown, args: readonly unknown[]): unknown
  /** Told of what `throw` throws, with the site of the statement. Returns the value. */
  thrown<T>(value: T, site: number): T
  /** An assignment to a constant: throws a TypeError as JavaScript does. */
  constant(name: string): never
}

export interface FileDefinition {
  /** Top-level variables (let, const, var; not functions, not classes, not imports), in source order. */
  readonly variables: readonly string[]
  /** Their values, in that order. One not initialised yet yields `undefined`. */
  get(): unknown[]
  /** Sets them all: what a forked child does with what it was given. */
  set(values: readonly unknown[]): void
  /** Function numbers of this file with the way to each. */
  readonly functions: readonly (readonly [number: number, get: () => unknown])[]
  /** Top-level classes of this file by name. */
  readonly classes: readonly (readonly [name: string, get: () => unknown])[]
}

export interface Disposer {
  /** Registers a resource of `using` (null and undefined are allowed) and returns it. */
  use<T>(resource: T): T
  /** Registers a resource of `await using`. */
  useAsync<T>(resource: T): T
  /** Remembers the error that left the block. */
  fail(error: unknown): void
  /** Disposes in reverse order; throws the block's error or a SuppressedError. */
  dispose(): void
  disposeAsync(): Promise<void>
}

/** What the default export of `CompiledProgram.code` returns. */
export interface ProgramModule {
  /** Evaluates the entry (and, first, what it imports). A promise when a file awaits at its top level. */
  evaluate(): void | Promise<void>
}

/** The default export of `CompiledProgram.code`. */
export type ProgramFactory = (runtime: ProgramRuntime) => ProgramModule
