import { RuntimeError } from '../errors.ts'

/** Constructors of views that a program may have on shared memory. */
export type ViewType =
  | typeof Uint8Array
  | typeof Uint8ClampedArray
  | typeof Int8Array
  | typeof Uint16Array
  | typeof Int16Array
  | typeof Uint32Array
  | typeof Int32Array
  | typeof Float32Array
  | typeof Float64Array
  | typeof BigInt64Array
  | typeof BigUint64Array

type View = InstanceType<ViewType>
type Constructor = new (buffer: SharedArrayBuffer, offset: number, length: number) => View

/**
 * A real typed array on a part of the arena, as fast as any: an index outside it reaches nothing. What would lead beyond it is
 * closed: `buffer` is the memory of the whole run, kernel included, and is not given out; `subarray` makes another such view.
 * `slice`, `map` and `filter` make private copies.
 */
export function guardedView(type: ViewType, buffer: SharedArrayBuffer, start: number, length: number): View {
  return new (guarded(type))(buffer, start, length)
}

const classes = new Map<ViewType, Constructor>()

function guarded(type: ViewType): Constructor {
  let made = classes.get(type)
  if (made === undefined) {
    made = guard(type as unknown as typeof Uint8Array) as unknown as Constructor
    classes.set(type, made)
  }
  return made
}

function guard(type: typeof Uint8Array): typeof Uint8Array {
  const bufferOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(type.prototype), 'buffer')?.get
  const Guarded = class extends type {
    static get [Symbol.species](): typeof Uint8Array {
      return type
    }

    override get buffer(): never {
      throw new RuntimeError(
        'sharedMemory.buffer',
        {},
        'The buffer of a view on shared memory is the memory of the whole run and is not given out. Use ' +
          'SharedMemory.view(Float64Array) for another type, slice() for a copy.',
      )
    }

    override subarray(from = 0, to = this.length): Uint8Array<ArrayBuffer> {
      const { length } = this
      const first = clamp(from, length)
      const count = Math.max(0, clamp(to, length) - first)
      const buffer = bufferOf?.call(this) as ArrayBuffer
      return new Guarded(
        buffer,
        this.byteOffset + first * this.BYTES_PER_ELEMENT,
        count,
      ) as Uint8Array<ArrayBuffer>
    }
  }
  Object.defineProperty(Guarded, 'name', { value: type.name })
  return Guarded as unknown as typeof Uint8Array
}

function clamp(index: number, length: number): number {
  const whole = Math.trunc(index) || 0
  return whole < 0 ? Math.max(0, length + whole) : Math.min(whole, length)
}
