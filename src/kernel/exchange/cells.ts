import type { ObjectType } from '../../trace/events.ts'
import { KernelError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'

/** Words after those that every object has (`Obj.Body`). */
const enum Body {
  Code = 12,
  Length = 13,
  /** Values start at an even word. */
  Values = 14,
}

type View =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
type WideView = BigInt64Array | BigUint64Array
type Constructor = {
  new (buffer: SharedArrayBuffer, offset: number, length: number): View | WideView
  BYTES_PER_ELEMENT: number
}

/** Type codes of Python's `array` and `multiprocessing.Value`, with the views that hold such values. */
const TYPES: ReadonlyMap<string, Constructor> = new Map<string, Constructor>([
  ['b', Int8Array],
  ['B', Uint8Array],
  ['h', Int16Array],
  ['H', Uint16Array],
  ['i', Int32Array],
  ['I', Uint32Array],
  ['l', Int32Array],
  ['L', Uint32Array],
  ['q', BigInt64Array],
  ['Q', BigUint64Array],
  ['f', Float32Array],
  ['d', Float64Array],
  // Characters and truth values, which the library shows as such.
  ['c', Uint8Array],
  ['u', Uint16Array],
  ['?', Uint8Array],
])

/**
 * Typed values in shared memory: `Value` (one) and `Array` (many). In a free run a read or write is a plain memory access,
 * as in C: two processes that add without a lock lose updates. In a controlled run each is a choice point.
 */
export class KernelCells {
  readonly #kernel: Kernel
  readonly #view: View | WideView
  readonly length: number
  readonly typecode: string

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    const { words, buffer } = kernel.memory
    this.#kernel = kernel
    this.length = word(words, id + Body.Length)
    this.typecode = String.fromCharCode(word(words, id + Body.Code))
    const type = TYPES.get(this.typecode) ?? Float64Array
    this.#view = new type(buffer, (id + Body.Values) * 4, this.length)
  }

  /** Throws KernelError `cells.typecode` for a code that does not exist, `memory.full`. */
  static create(kernel: Kernel, typecode: string, length: number, type: ObjectType): KernelCells {
    const view = TYPES.get(typecode)
    if (view === undefined) {
      throw new KernelError(
        'cells.typecode',
        { typecode, known: [...TYPES.keys()].join(' ') },
        `There is no type code "${typecode}". Use one of ${[...TYPES.keys()].join(' ')}: "i" for whole numbers, "d" for others.`,
        'TypeError',
      )
    }
    const words = 2 + Math.ceil((length * view.BYTES_PER_ELEMENT) / 8) * 2
    const id = kernel.objects.create(type, words, length)
    kernel.memory.words[id + Body.Code] = typecode.charCodeAt(0)
    kernel.memory.words[id + Body.Length] = length
    return new KernelCells(kernel, id)
  }

  static attach(kernel: Kernel, id: number): KernelCells {
    kernel.objects.hold(id)
    return new KernelCells(kernel, id)
  }

  /** True when values are big integers (codes q and Q). */
  get wide(): boolean {
    return this.#view instanceof BigInt64Array || this.#view instanceof BigUint64Array
  }

  /** The value at an index that the caller has checked. */
  read(index: number): number | bigint {
    this.#kernel.gate.point()
    return this.#view[index] as number | bigint
  }

  /** Sets a value; whole-number types wrap around as in C. The caller has checked the index and the kind of value. */
  write(index: number, value: number | bigint): void {
    this.#kernel.gate.point()
    this.#view[index] = value as never
  }
}
