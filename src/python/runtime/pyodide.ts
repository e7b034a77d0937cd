import type { PyodideAPI, PyodideConfig } from 'pyodide'

/**
 * What this folder uses of Pyodide's insides (version 314.0.7). `requireInsides` says which of it is missing when Pyodide was
 * exchanged for another version.
 */
export interface PyodideModule {
  readonly HEAP8: Int8Array<ArrayBuffer>
  readonly HEAPU8: Uint8Array<ArrayBuffer>
  readonly HEAPU32: Uint32Array<ArrayBuffer>
  readonly API: PyodideInternals
  readonly jspiSupported: boolean
  /** Whether the code that runs may suspend: what `can_run_sync` tells. */
  readonly validSuspender: { value: boolean }
  /** What failed calls of Python return. */
  readonly error: unknown
  /** Top of the stack of the thread that runs: where it starts, as stacks grow downwards. */
  stackStop: number
  stackSave(): number
  stackRestore(address: number): void
  growMemory(size: number): unknown
  promisingApply(
    callable: number,
    args: unknown[],
    count: number,
    names: readonly string[],
    nameCount: number,
    error: number,
  ): Promise<unknown[]>
  PyProxy_getPtr(proxy: unknown): number
  _malloc(size: number): number
  _free(address: number): void
  _Py_IncRef(object: number): void
  _Py_DecRef(object: number): void
  _PyErr_SetRaisedException(error: number): void
  /** Has Python raise what JavaScript has thrown. */
  handle_js_error(error: unknown): void
  /** Of None and the like, which nobody need let go of. */
  _Py_GetConstantBorrowed(constant: number): number
  _PyLong_AsLong(object: number): number
  _PyLong_FromLong(value: number): number
  _PyFloat_AsDouble(object: number): number
  _PyBytes_FromStringAndSize(bytes: number, length: number): number
  _PyBytes_AsString(object: number): number
  /** Negative when it failed. */
  _PyObject_GetBuffer(object: number, buffer: number, flags: number): number
  _PyBuffer_Release(buffer: number): void
  _PyImport_AddModule(name: number): number
  _PyModule_AddFunctions(module: number, methods: number): number
  /** Throws what Python raised. */
  _pythonexc2js(): never
  /** Puts the state of the Python thread that runs aside; 0 when that can't be. */
  _captureThreadState(): number
  _restoreThreadState(state: number): void
  _PyOS_BeforeFork(): void
  _PyOS_AfterFork_Parent(): void
  _PyOS_AfterFork_Child(): void
  __PyThreadState_GetCurrent(): number
  /** Address of what `Interrupts` reads. */
  readonly __Py_emscripten_signal_clock: number
  /** Where the C stack of a Python thread lies. */
  _PyUnstable_ThreadState_SetStackProtection(thread: number, start: number, size: number): number
  _emscripten_stack_get_base(): number
  _emscripten_stack_get_end(): number
  __hiwire_get(index: number): unknown
  /** Negative when it failed. */
  __hiwire_set(index: number, value: unknown): number
  __hiwire_immortal_get(index: number): unknown
  __hiwire_immortal_add(value: unknown): void
  readonly wasmTable: WebAssembly.Table
  /** Where libraries that were loaded find what they have of each other and of the main module, by name; -1: not known yet. */
  readonly GOT: Readonly<Record<string, WebAssembly.Global<'i32'>>>
  /** Libraries that were loaded, by the addresses of what C knows of them. */
  readonly LDSO: {
    readonly loadedLibsByHandle: Readonly<Record<number, LoadedLibrary>>
    /** In the order in which they were asked for. */
    readonly loadedLibsByName: Readonly<Record<string, LoadedLibrary>>
  }
  readonly FS: { currentPath: string }
  loadDynamicLibrary(
    path: string,
    flags: { readonly global: boolean; readonly nodelete: boolean; readonly loadAsync: boolean },
    scope: object | null,
    handle: number,
  ): unknown
  getDylinkMetadata(wasm: WebAssembly.Module): { readonly memorySize: number; readonly memoryAlign: number }
  isImmutableGlobal(value: unknown): boolean
  /** Has the functions at these places of the table known by their addresses. */
  updateTableMap(first: number, count: number): void
  /** Lets go of Python objects whose proxies are garbage. */
  finalizationRegistry: { register(...values: unknown[]): void; unregister(token: unknown): void }
}

interface LoadedLibrary {
  readonly exports: Readonly<Record<string, unknown>> | 'loading'
}

export interface PyodideInternals {
  readonly config: { readonly BUILD_ID: string }
  /** The first entries of the table of JavaScript objects, the same in every instance. */
  getExpectedKeys(): readonly unknown[]
  restoreSnapshot(snapshot: Uint8Array): SnapshotConfig
  readonly sys: unknown
}

/** JavaScript objects of a snapshot, by their places in Pyodide's tables. */
export interface SnapshotConfig {
  readonly hiwireKeys: readonly ({ readonly serialized: JsName } | null)[]
  /** Strings. */
  readonly immortalKeys: readonly string[]
}

/** What a JavaScript object is in any worker; null: it was its worker's alone, and nothing stands for it elsewhere. */
export type JsName =
  | { readonly path: readonly string[] }
  | { readonly bridge: string }
  | { readonly own: string }
  | null

export type CreateModule = (settings: object) => Promise<PyodideModule>
export type LoadPyodide = (config: PyodideConfig) => Promise<PyodideAPI & WithInsides>
export interface WithInsides {
  readonly _module: PyodideModule
  readonly _api: PyodideInternals
}

const FUNCTIONS = [
  'stackSave',
  'stackRestore',
  'growMemory',
  'promisingApply',
  'PyProxy_getPtr',
  '_malloc',
  '_free',
  '_Py_IncRef',
  '_Py_DecRef',
  '_PyErr_SetRaisedException',
  'handle_js_error',
  '_Py_GetConstantBorrowed',
  '_PyLong_AsLong',
  '_PyLong_FromLong',
  '_PyFloat_AsDouble',
  '_PyBytes_FromStringAndSize',
  '_PyBytes_AsString',
  '_PyObject_GetBuffer',
  '_PyBuffer_Release',
  '_PyImport_AddModule',
  '_PyModule_AddFunctions',
  '_pythonexc2js',
  '_captureThreadState',
  '_restoreThreadState',
  '_PyOS_BeforeFork',
  '_PyOS_AfterFork_Parent',
  '_PyOS_AfterFork_Child',
  '__PyThreadState_GetCurrent',
  '_PyUnstable_ThreadState_SetStackProtection',
  '_emscripten_stack_get_base',
  '_emscripten_stack_get_end',
  '__hiwire_get',
  '__hiwire_set',
  '__hiwire_immortal_get',
  '__hiwire_immortal_add',
  'loadDynamicLibrary',
  'getDylinkMetadata',
  'isImmutableGlobal',
  'updateTableMap',
] as const satisfies readonly (keyof PyodideModule)[]

/** Throws when Pyodide is not built as this folder expects it to be. */
export function requireInsides(module: PyodideModule): void {
  const missing: string[] = FUNCTIONS.filter(name => typeof module[name] !== 'function')
  if (typeof module.finalizationRegistry?.register !== 'function') missing.push('finalizationRegistry')
  if (typeof module.API?.restoreSnapshot !== 'function') missing.push('API.restoreSnapshot')
  if (typeof module.API?.getExpectedKeys !== 'function') missing.push('API.getExpectedKeys')
  if (typeof module.GOT !== 'object') missing.push('GOT')
  if (typeof module.LDSO?.loadedLibsByHandle !== 'object') missing.push('LDSO')
  if (typeof module.LDSO?.loadedLibsByName !== 'object') missing.push('LDSO.loadedLibsByName')
  if (typeof module.FS?.currentPath !== 'string') missing.push('FS.currentPath')
  if (typeof module.__Py_emscripten_signal_clock !== 'number') missing.push('__Py_emscripten_signal_clock')
  if (typeof module.validSuspender?.value !== 'boolean') missing.push('validSuspender')
  if (missing.length > 0) {
    throw new PythonBootError(
      'python.pyodide',
      `This is not the Pyodide that Weft was made for: it lacks ${missing.join(', ')}.`,
    )
  }
}

/** Why Python can't start. `python.noJspi`: the browser lacks what its threads need. `python.pyodide`: Pyodide is not as expected. */
export class PythonBootError extends Error {
  constructor(
    readonly code: 'python.noJspi' | 'python.pyodide',
    message: string,
  ) {
    super(message)
  }
}
