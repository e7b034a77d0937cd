import { functionOf } from './imports.ts'
import { type AddedLibraries, Libraries } from './libraries.ts'
import type { PyodideModule } from './pyodide.ts'

/** What a program's run has put into the table of functions, to which C's function pointers are indices. */
export interface AddedFunctions {
  readonly length: number
  readonly libraries: AddedLibraries
  /** Functions that were looked up by name (`dlsym`, for ctypes): where they lie, their names, and the library that was asked. */
  readonly named: readonly (readonly [index: number, name: string, library: number])[]
  /** Callbacks of ctypes: arguments of libffi's `ffi_prep_closure_loc`, which makes them. */
  readonly closures: readonly (readonly number[])[]
}

/**
 * The table of functions is no part of the memory: a copy of the memory may point to functions that another worker has added
 * to its table. Here it is known which ones these are, so that they can be added in the same places.
 */
export class FunctionTable {
  readonly #named = new Map<number, readonly [name: string, library: number]>()
  /** By the addresses of their closures. */
  readonly #closures = new Map<number, readonly number[]>()
  readonly #libraries = new Libraries()
  #exports: WebAssembly.Exports = {}
  #prepare: (...args: unknown[]) => unknown = () => {}

  replaceImports(imports: Record<string, unknown>): void {
    this.#libraries.replaceImports(imports)
    const find = functionOf(imports, '_dlsym_js')
    imports._dlsym_js = (library: number, name: number, place: number) => {
      const index = find(library, name, place)
      if (typeof index === 'number' && index !== 0) this.#named.set(index, [this.#textAt(name), library])
      return index
    }
    this.#prepare = functionOf(imports, 'ffi_prep_closure_loc_js')
    imports.ffi_prep_closure_loc_js = (...args: number[]) => {
      this.#closures.set(args[0] as number, args)
      return this.#prepare(...args)
    }
    const free = functionOf(imports, 'ffi_closure_free_js')
    imports.ffi_closure_free_js = (closure: number) => {
      this.#closures.delete(closure)
      return free(closure)
    }
  }

  /** The functions that can be looked up. */
  begin(exports: WebAssembly.Exports): void {
    this.#exports = exports
    this.#libraries.begin(exports)
  }

  /** The memory of the WebAssembly that has these. */
  get memory(): WebAssembly.Memory {
    return this.#exports.memory as WebAssembly.Memory
  }

  attach(module: PyodideModule): void {
    this.#libraries.attach(module)
  }

  added(module: PyodideModule): AddedFunctions {
    return {
      length: module.wasmTable.length,
      libraries: this.#libraries.added(module),
      named: [...this.#named].map(([index, [name, library]]) => [index, name, library]),
      closures: [...this.#closures.values()],
    }
  }

  /** Adds what another worker had added. The memory is a copy of that one's already. */
  adopt(module: PyodideModule, { length, libraries, named, closures }: AddedFunctions): void {
    const { wasmTable } = module
    const before = wasmTable.length
    if (length > before) wasmTable.grow(length - before)
    this.#libraries.adopt(module, libraries)
    for (const [index, name, library] of named) {
      this.#named.set(index, [name, library])
      const found = this.#libraries.find(module, library, name) ?? this.#exports[name]
      if (index >= before && typeof found === 'function') wasmTable.set(index, found)
    }
    for (const args of closures) {
      this.#closures.set(args[0] as number, args)
      this.#prepare(...args)
    }
  }

  /** A text of C: ASCII, up to a zero. */
  #textAt(address: number): string {
    const heap = new Uint8Array(this.memory.buffer)
    const start = address >>> 0
    return String.fromCharCode(...heap.subarray(start, heap.indexOf(0, start)))
  }
}
