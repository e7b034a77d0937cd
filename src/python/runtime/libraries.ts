import { functionOf } from './imports.ts'
import type { PyodideModule } from './pyodide.ts'

/** The shared libraries that a run has loaded: compiled modules of packages, and what those need. */
export interface AddedLibraries {
  /** Those that were asked for, in order; those that they need came with them. */
  readonly opened: readonly Opened[]
  /** Where each one's data and its functions in the table begin, by the names under which the loader knows them. */
  readonly places: Readonly<Record<string, Place>>
  /** Addresses by the names under which libraries find each other's functions and data. */
  readonly functions: Readonly<Record<string, number>>
  readonly data: Readonly<Record<string, number>>
}

interface Opened {
  /** Address of what C's `dlopen` knows of it. */
  readonly handle: number
  readonly path: string
  /** The working directory at that time, which the path may begin at. */
  readonly directory: string
  readonly flags: number
}

interface Place {
  readonly memory: number
  readonly table: number
}

/** The browser's own, whatever stands in its place later. */
const { Instance } = WebAssembly

/** Stands in for the instantiation of a library. */
type Instantiate = (wasm: WebAssembly.Module, imports: WebAssembly.Imports) => { exports: object }

/**
 * Libraries are instances of WebAssembly of their own, which a copy of the memory does not contain. Here it is known which ones a
 * worker has loaded and where they lie, so that a forked child can have them in the same places, with the data as they are.
 */
export class Libraries {
  readonly #opened: Opened[] = []
  readonly #places = new Map<string, Place>()
  readonly #functions = new Set<string>()
  readonly #data = new Set<string>()
  #memory: WebAssembly.Memory | null = null
  #module: PyodideModule | null = null

  replaceImports(imports: Record<string, unknown>): void {
    const open = functionOf(imports, '_dlopen_js')
    imports._dlopen_js = (handle: number) => {
      const { FS } = this.#pyodide
      const directory = FS.currentPath
      const done = this.#instantiating(this.#note, () => open(handle))
      if (done) {
        this.#opened.push({ handle, path: this.#pathAt(handle), directory, flags: this.#flagsAt(handle) })
      }
      return done
    }
  }

  begin(exports: WebAssembly.Exports): void {
    this.#memory = exports.memory as WebAssembly.Memory
  }

  /** Whose loader it is. */
  attach(module: PyodideModule): void {
    this.#module = module
  }

  added({ GOT, LDSO }: PyodideModule): AddedLibraries {
    const addresses = (names: ReadonlySet<string>): Record<string, number> => {
      const known = [...names].flatMap(name => {
        const value = GOT[name]?.value
        return value === undefined || value === UNKNOWN ? [] : [[name, value] as const]
      })
      return Object.fromEntries(known)
    }
    return {
      // One that failed the first time is found the second time, and has nothing.
      opened: this.#opened.filter(
        ({ handle }) => typeof LDSO.loadedLibsByHandle[handle]?.exports === 'object',
      ),
      places: Object.fromEntries(this.#places),
      functions: addresses(this.#functions),
      data: addresses(this.#data),
    }
  }

  /** Loads what another worker had loaded. The memory is a copy of that one's already, and stays as it is. */
  adopt(module: PyodideModule, { opened, places, functions, data }: AddedLibraries): void {
    if (opened.length === 0) return
    const { wasmTable, GOT, FS } = module
    const length = wasmTable.length
    const own = FS.currentPath
    const again: Instantiate = (wasm, imports) => {
      const place = places[this.#loading()]
      if (place === undefined) throw new Error('Internal error: a library is loaded that the parent had not')
      return this.#instantiateAt(module, place, wasm, imports)
    }
    for (const each of opened) {
      const { handle, path, directory, flags } = each
      const header = this.#bytes.slice(handle + HEADER, handle + HEADER_END)
      const global = (flags & GLOBAL) !== 0
      const how = { global, nodelete: (flags & NO_DELETE) !== 0, loadAsync: false }
      FS.currentPath = directory
      try {
        this.#instantiating(again, () => module.loadDynamicLibrary(path, how, global ? null : {}, handle))
      } finally {
        FS.currentPath = own
      }
      this.#bytes.set(header, handle + HEADER)
      this.#opened.push(each)
    }
    for (const [name, address] of Object.entries(functions)) {
      const entry = GOT[name]
      if (entry === undefined || entry.value === address) continue
      if (entry.value > 0) wasmTable.set(address, wasmTable.get(entry.value))
      entry.value = address
    }
    for (const [name, address] of Object.entries(data)) {
      const entry = GOT[name]
      if (entry !== undefined) entry.value = address
    }
    // Each function has one address: the one that it has in the parent.
    for (let i = length; i < wasmTable.length; i++) wasmTable.set(i, null)
    module.updateTableMap(0, length)
  }

  /** A function of a library that was opened under this handle. */
  find({ LDSO }: PyodideModule, handle: number, name: string): unknown {
    const exports = LDSO.loadedLibsByHandle[handle]?.exports
    return this.#opened.some(library => library.handle === handle) && typeof exports === 'object'
      ? exports[name]
      : undefined
  }

  /** `load` makes instances of libraries by `instantiate`. */
  #instantiating<T>(instantiate: Instantiate, load: () => T): T {
    const before = WebAssembly.Instance
    WebAssembly.Instance = new Proxy(Instance, {
      construct(target, [wasm, imports]: [WebAssembly.Module, WebAssembly.Imports]) {
        return 'GOT.mem' in (imports ?? {}) ? instantiate(wasm, imports) : new target(wasm, imports)
      },
    })
    try {
      return load()
    } finally {
      WebAssembly.Instance = before
    }
  }

  readonly #note: Instantiate = (wasm, imports) => {
    const instance = new Instance(wasm, imports)
    this.#learn(wasm, placeIn(imports))
    return instance
  }

  #learn(wasm: WebAssembly.Module, place: Place): void {
    this.#places.set(this.#loading(), place)
    for (const { module, name } of WebAssembly.Module.imports(wasm)) {
      if (module === 'GOT.func') this.#functions.add(name)
      else if (module === 'GOT.mem') this.#data.add(name)
    }
    for (const { name, kind } of WebAssembly.Module.exports(wasm)) {
      if (kind === 'function') this.#functions.add(name)
      else if (kind === 'global') this.#data.add(name)
    }
  }

  #instantiateAt(
    module: PyodideModule,
    place: Place,
    wasm: WebAssembly.Module,
    imports: WebAssembly.Imports,
  ): { exports: object } {
    const { memory: fresh } = placeIn(imports)
    const { memorySize, memoryAlign } = module.getDylinkMetadata(wasm)
    // To instantiate it writes its data as they were in the beginning.
    const data = this.#bytes.slice(place.memory, place.memory + memorySize)
    const env = new Proxy(imports.env as object, {
      get(target, name) {
        if (name === '__memory_base') return place.memory
        return name === '__table_base' ? place.table : Reflect.get(target, name)
      },
    })
    const { exports } = new Instance(wasm, { ...imports, env: env as WebAssembly.ModuleImports })
    this.#bytes.set(data, place.memory)
    this.#learn(wasm, place)
    // The loader takes data to lie in the memory that it has made for them, which nobody needs.
    if (fresh !== 0 && memoryAlign <= MALLOC_ALIGN) module._free(fresh)
    const moved = Object.entries(exports)
      .filter(([name]) => !BEGINNINGS.includes(name))
      .map(([name, value]) => [
        name,
        module.isImmutableGlobal(value)
          ? new WebAssembly.Global(
              { value: 'i32' },
              (value as WebAssembly.Global).value + place.memory - fresh,
            )
          : value,
      ])
    return { exports: Object.fromEntries(moved) }
  }

  /**
   * What the loader makes an instance of: those that it needs are there by then. One that failed is still said to load, and stands
   * before it. So a library stays where it is even if the one that needed it has failed.
   */
  #loading(): string {
    const { loadedLibsByName } = this.#pyodide.LDSO
    const loading = Object.keys(loadedLibsByName).filter(
      name => loadedLibsByName[name]?.exports === 'loading',
    )
    return loading.at(-1) ?? ''
  }

  get #pyodide(): PyodideModule {
    if (this.#module === null) throw new Error('Internal error: there is no loader yet')
    return this.#module
  }

  get #bytes(): Uint8Array {
    if (this.#memory === null) throw new Error('Internal error: there is no memory yet')
    return new Uint8Array(this.#memory.buffer)
  }

  #pathAt(handle: number): string {
    const bytes = this.#bytes
    const start = handle + PATH
    return new TextDecoder().decode(bytes.slice(start, bytes.indexOf(0, start)))
  }

  #flagsAt(handle: number): number {
    return new DataView(this.#bytes.buffer).getInt32(handle + FLAGS, true)
  }
}

/** Where Emscripten's loader puts what it instantiates. */
function placeIn({ env }: WebAssembly.Imports): Place {
  return { memory: Number(env?.__memory_base), table: Number(env?.__table_base) }
}

/** Emscripten's `struct dso`: flags of `dlopen`, then what the loader writes there, and the path. */
const FLAGS = 4
const HEADER = 8
const HEADER_END = 28
const PATH = 36
const GLOBAL = 0x100
const NO_DELETE = 0x1000
/** Of an address that nobody has asked for yet. */
const UNKNOWN = -1
/** Logarithm of what `malloc` aligns to at least. */
const MALLOC_ALIGN = 3
/** What the loader calls once: the memory of a copy has been through it. */
const BEGINNINGS: readonly string[] = ['__wasm_apply_data_relocs', '__wasm_call_ctors']
