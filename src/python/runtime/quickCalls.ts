import type { Bridge } from '../bridge.ts'
import type { PyodideModule } from './pyodide.ts'
import { PythonValues } from './pythonValues.ts'
import { blocking } from './stacks.ts'

/** What is called quickly: with the address of its arguments, for the address of its result, 0 when it raises. */
type Call = (args: number) => number

/** The functions of module `_weft_quick`, in the order of their places in the table. */
const CALLS = {
  sem_try:
    ({ sem_try }, values) =>
    args =>
      values.fromBool(sem_try(values.int(args, 0))),
  sem_release:
    ({ sem_release }, values) =>
    args =>
      values.fromBool(sem_release(values.int(args, 0))),
  pipe_put:
    ({ pipe_put }, values) =>
    args =>
      values.withBytes(args, 1, bytes =>
        values.fromInt(pipe_put(values.int(args, 0), bytes, values.int(args, 2))),
      ),
  pipe_take:
    ({ pipe_take }, values) =>
    args =>
      values.fromBytes(pipe_take(values.int(args, 0))),
  pipe_wait:
    ({ pipe_wait }, values) =>
    args =>
      values.fromInt(
        pipe_wait(values.int(args, 0), values.float(args, 1), values.int(args, 2), values.int(args, 3)),
      ),
} as const satisfies Partial<Record<keyof Bridge, (bridge: Bridge, values: PythonValues) => Call>>

/**
 * Functions of the bridge that Python calls as it calls those of C: by their places in WebAssembly's table, without a proxy
 * and without conversions. That takes a sixth of the time. They may neither wait by a promise nor call Python, as Python's frames
 * could not be suspended below one of theirs.
 *
 * The places are the same in every worker, so a copy of the memory finds them: they follow what Pyodide itself has put there.
 */
export class QuickCalls {
  #live: PyodideModule | null = null
  #first = 0

  /** Once Pyodide's module is made, before anything is restored into it: takes the places. */
  reserve(module: PyodideModule): void {
    this.#live = module
    this.#first = module.wasmTable.grow(NAMES.length)
  }

  /** Makes the module: part of the base snapshot. */
  makeModule(): void {
    const module = this.#module
    const text = (chars: string): number => {
      const bytes = new TextEncoder().encode(`${chars}\0`)
      const address = module._malloc(bytes.length)
      module.HEAPU8.set(bytes, address)
      return address
    }
    // PyMethodDef: name, function, flags, documentation; zeros at the end. Python keeps it.
    const table = NAMES.flatMap((name, i) => [text(name), this.#first + i, FAST_CALL, 0])
    const address = module._malloc((table.length + METHOD_WORDS) * 4)
    const name = text('_weft_quick')
    module.HEAPU32.set([...table, 0, 0, 0, 0], address >>> 2)
    module._PyModule_AddFunctions(module._PyImport_AddModule(name), address)
    module._free(name)
  }

  /** Puts the functions of `bridge` into their places. */
  connect(bridge: Bridge): void {
    const module = this.#module
    const values = new PythonValues(module)
    const functions = NAMES.map(name => {
      const call = CALLS[name](bridge, values)
      return (_self: number, args: number): number => {
        try {
          return call(args)
        } catch (error) {
          blocking(module, () => module.handle_js_error(error))
          return 0
        }
      }
    })
    for (const [i, run] of asWebAssembly(functions).entries()) module.wasmTable.set(this.#first + i, run)
  }

  get #module(): PyodideModule {
    if (this.#live === null) throw new Error('Internal error: Pyodide is not loaded yet')
    return this.#live
  }
}

const NAMES = Object.keys(CALLS) as (keyof typeof CALLS)[]

/** `METH_FASTCALL` */
const FAST_CALL = 0x80
const METHOD_WORDS = 4

/** The same functions with the type `(i32, i32, i32) -> i32`, as the table wants them: imported and exported again. */
function asWebAssembly(functions: readonly WebAssembly.ImportValue[]): WebAssembly.ExportValue[] {
  const names = functions.map((_, i) => i)
  const section = (id: number, entries: number[][]): number[] => {
    const body = [entries.length, ...entries.flat()]
    return [id, (body.length & 0x7f) | 0x80, body.length >> 7, ...body]
  }
  const letter = (i: number): number => LETTERS + i
  const code = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 3, I32, I32, I32, 1, I32]]),
    ...section(
      2,
      names.map(i => [1, letter(0), 1, letter(i), 0, 0]),
    ),
    ...section(
      7,
      names.map(i => [1, letter(i), 0, i]),
    ),
  ]
  const imports = Object.fromEntries(functions.map((run, i) => [String.fromCharCode(letter(i)), run]))
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code)), { a: imports })
  return names.map(i => exports[String.fromCharCode(letter(i))] as WebAssembly.ExportValue)
}

const I32 = 0x7f
/** Their names there: 'a', 'b' … */
const LETTERS = 0x61
