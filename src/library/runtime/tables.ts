import type { Host } from '../../kernel/host.ts'
import type { ClosureDescription, CodecEnvironment, SharedBuffers } from '../../kernel/memory/values/index.ts'
import type { ClosureEntry } from '../../program/compiled.ts'
import type { FileDefinition, ProgramFactory } from '../../program/runtime.ts'
import type { ProgramTable } from './current.ts'

/** Functions and classes that every process has, whatever the program: the library's and some of JavaScript's. */
export interface SharedNames {
  readonly functions: readonly Function[]
  readonly classes: ReadonlyMap<string, Function>
}

/** What stands in the program's code before the factory itself; closures are told by their place in the code. */
const BEFORE_FACTORY = 'export default '.length

const functionText = Function.prototype.toString
const sourceOf = (f: Function): string => Reflect.apply(functionText, f, [])

/** Which function is which number, and which class has which name: what makes references cross between processes. */
export class ProgramTables implements CodecEnvironment {
  readonly buffers: SharedBuffers
  readonly encodeText: (text: string) => Uint8Array
  readonly decodeText: (bytes: Uint8Array) => string
  readonly #program: ProgramTable
  readonly #factory: ProgramFactory
  readonly #shared: SharedNames
  readonly #files = new Map<number, FileDefinition>()
  readonly #functions = new Map<number, () => unknown>()
  readonly #classes = new Map<string, () => unknown>()
  readonly #numbers = new WeakMap<Function, number>()
  readonly #names = new WeakMap<Function, string>()
  readonly #closures = new Map<string, ClosureEntry>()

  constructor(
    program: ProgramTable,
    factory: ProgramFactory,
    shared: SharedNames,
    host: Host,
    buffers: SharedBuffers,
  ) {
    this.buffers = buffers
    this.#program = program
    this.#factory = factory
    this.#shared = shared
    this.encodeText = host.encodeText
    this.decodeText = host.decodeText
    for (const [index, f] of shared.functions.entries())
      this.#numbers.set(f, program.functions.length + index)
    for (const [name, made] of shared.classes) this.#names.set(made, name)
  }

  define(file: number, definition: FileDefinition): void {
    this.#files.set(file, definition)
    for (const [number, get] of definition.functions) this.#functions.set(number, get)
    for (const [name, get] of definition.classes) {
      this.#classes.set(file === 0 ? name : `${this.#program.files[file] ?? file}:${name}`, get)
    }
  }

  /** Names and values of all top-level variables, file by file. */
  variables(): { readonly names: readonly (readonly string[])[]; readonly values: readonly unknown[][] } {
    const names: (readonly string[])[] = []
    const values: unknown[][] = []
    for (let file = 0; file < this.#program.files.length; file++) {
      const definition = this.#files.get(file)
      names.push(definition?.variables ?? [])
      values.push(definition?.get() ?? [])
    }
    return { names, values }
  }

  /** Gives a forked child what its parent's variables were. */
  setVariables(values: readonly (readonly unknown[])[]): void {
    for (const [file, definition] of this.#files) definition.set(values[file] ?? [])
  }

  functionNumber(f: Function): number {
    const known = this.#numbers.get(f)
    if (known !== undefined) return known
    // Looked up anew each time one is not known: a function may only now have been initialised.
    for (const [number, get] of this.#functions) {
      const found = reach(get)
      if (found !== undefined && !this.#numbers.has(found)) this.#numbers.set(found, number)
    }
    return this.#numbers.get(f) ?? -1
  }

  functionByNumber(number: number): Function | undefined {
    const get = this.#functions.get(number)
    return get ? reach(get) : this.#shared.functions[number - this.#program.functions.length]
  }

  /** The number if it is in the program's own table, −1 otherwise: what a trace names. */
  tracedNumber(f: Function): number {
    const number = this.functionNumber(f)
    return number < this.#program.functions.length ? number : -1
  }

  className(maker: Function): string | null {
    const known = this.#names.get(maker)
    if (known !== undefined) return known
    for (const [name, get] of this.#classes) {
      const found = reach(get)
      if (found !== undefined && !this.#names.has(found)) this.#names.set(found, name)
    }
    return this.#names.get(maker) ?? null
  }

  classByName(name: string): Function | undefined {
    const get = this.#classes.get(name)
    return get ? reach(get) : this.#shared.classes.get(name)
  }

  /** A closure is known by its text: the program's own code, cut out at the entry's offsets. */
  closureOf(f: Function): ClosureDescription | null {
    if (this.#closures.size === 0) {
      const code = sourceOf(this.#factory)
      for (const entry of this.#program.closures) {
        const { start, end } = entry
        this.#closures.set(code.slice(start - BEFORE_FACTORY, end - BEFORE_FACTORY), entry)
      }
    }
    const entry = this.#closures.get(sourceOf(f))
    if (entry === undefined) return null
    const { name, captured, place } = entry
    return { name, captured, file: place.file, line: place.line }
  }
}

/** Undefined while it cannot be reached: a class or constant that is not initialised yet. */
function reach(get: () => unknown): Function | undefined {
  try {
    const found = get()
    return typeof found === 'function' ? found : undefined
  } catch {
    return undefined
  }
}
