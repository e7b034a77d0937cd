import type { PyodideModule } from './pyodide.ts'

/** Objects of Python by their addresses, through C's interface: for functions that Python calls as if they were C's. */
export class PythonValues {
  readonly #module: PyodideModule
  readonly #none: number
  readonly #false: number
  readonly #true: number
  /** A `Py_buffer`. */
  readonly #buffer: number

  constructor(module: PyodideModule) {
    this.#module = module
    this.#none = module._Py_GetConstantBorrowed(Constant.None)
    this.#false = module._Py_GetConstantBorrowed(Constant.False)
    this.#true = module._Py_GetConstantBorrowed(Constant.True)
    this.#buffer = module._malloc(BUFFER_BYTES)
  }

  /** Address of an argument, of those that lie at `args`. */
  argument(args: number, index: number): number {
    return this.#module.HEAPU32[(args >>> 2) + index] as number
  }

  /** An argument that is a whole number. */
  int(args: number, index: number): number {
    return this.#module._PyLong_AsLong(this.argument(args, index))
  }

  /** An argument that is a number. */
  float(args: number, index: number): number {
    return this.#module._PyFloat_AsDouble(this.argument(args, index))
  }

  /** What `use` makes of the bytes of an argument, where they lie; 0 when it has none, which Python raises. */
  withBytes(args: number, index: number, use: (bytes: Uint8Array) => number): number {
    const module = this.#module
    const buffer = this.#buffer
    if (module._PyObject_GetBuffer(this.argument(args, index), buffer, SIMPLE) < 0) return 0
    try {
      const { HEAPU32 } = module
      const start = HEAPU32[buffer >>> 2] as number
      const length = HEAPU32[(buffer >>> 2) + LENGTH] as number
      return use(module.HEAPU8.subarray(start, start + length))
    } finally {
      module._PyBuffer_Release(buffer)
    }
  }

  fromBool(value: boolean): number {
    return value ? this.#true : this.#false
  }

  /** Null: None. */
  fromInt(value: number | null): number {
    return value === null ? this.#none : this.#module._PyLong_FromLong(value)
  }

  /** Null: False, undefined: None. 0 when there is no memory for them, which Python raises. */
  fromBytes(bytes: Uint8Array | null | undefined): number {
    if (bytes === undefined) return this.#none
    if (bytes === null) return this.#false
    const module = this.#module
    const object = module._PyBytes_FromStringAndSize(0, bytes.length)
    if (object !== 0) module.HEAPU8.set(bytes, module._PyBytes_AsString(object))
    return object
  }
}

/** Of `Py_GetConstantBorrowed`. */
const enum Constant {
  None = 0,
  False = 1,
  True = 2,
}

/** `PyBUF_SIMPLE` */
const SIMPLE = 0
/** Bytes of a `Py_buffer`, and some more; word of its length. Its first word is the address of what it has. */
const BUFFER_BYTES = 64
const LENGTH = 2
