import { below, xorshift32 } from '../../../base/prng.ts'
import { Bag, Point, ProgramError, Registry, Stack } from './environment.testing.ts'

const TEXTS = [
  '',
  'a',
  'key',
  'naïve',
  '日本語',
  '\ud800',
  'x\udc00y',
  '\ufeffbom',
  '__proto__',
  '😀',
  '0',
  'constructor',
]
const NUMBERS = [0, -0, 1, -1, 127, 128, -128, -129, 32767, 32768, -32769, 2 ** 31 - 1, -(2 ** 31), 2 ** 31]
const DOUBLES = [0.5, -1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, 2 ** 53]
const VIEWS = [
  Int8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
]

/** Random values, graphs with shared objects and cycles among them, the same ones for the same seed. */
export class Generator {
  #state: number
  #made: object[] = []

  constructor(seed: number) {
    this.#state = xorshift32(Math.imul(seed, 0x9e3779b1) | 1)
  }

  #below(n: number): number {
    this.#state = xorshift32(this.#state)
    return below(this.#state, n)
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)] as T
  }

  #keep<T extends object>(value: T): T {
    this.#made.push(value)
    return value
  }

  text(): string {
    const text = this.#pick(TEXTS)
    return this.#below(4) === 0 ? text.repeat(this.#below(200)) : text
  }

  value(depth: number): unknown {
    const kind = this.#below(depth > 0 ? 24 : 9)
    switch (kind) {
      case 0:
        return this.#pick([undefined, null, true, false])
      case 1:
      case 2:
        return this.#pick(NUMBERS)
      case 3:
        return this.#pick(DOUBLES)
      case 4:
      case 5:
        return this.text()
      case 6:
        return this.#pick([0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n, -(2n ** 200n)])
      case 7:
      case 8:
        return this.#made.length > 0 ? this.#pick(this.#made) : 8
      default:
        return this.#container(kind, depth)
    }
  }

  #container(kind: number, depth: number): object {
    const n = this.#below(6)
    switch (kind) {
      case 9:
        return this.#keep(new Date(this.#pick([0, 1e12, Number.NaN])))
      case 10: {
        const pattern = this.#keep(/a(b)\/?/giu)
        pattern.lastIndex = n
        return pattern
      }
      case 11:
        return this.#view(n)
      case 12:
        return this.#keep(Object(this.#pick([1, '', 'boxed', true, 5n])) as object)
      case 13:
        return this.#fill(this.#keep(new Map()), n, depth)
      case 14:
        return this.#fill(this.#keep(new Registry()), n, depth)
      case 15: {
        const set = this.#keep(this.#below(2) === 0 ? new Set() : new Bag())
        for (let i = 0; i < n; i++) set.add(this.value(depth - 1))
        return set
      }
      case 16:
        return this.#error(depth)
      case 17:
        return this.#keep(
          Array.from({ length: n * 5 }, () => this.#pick(this.#below(2) === 0 ? NUMBERS : DOUBLES)),
        )
      case 18: {
        const point = this.#keep(new Point(1, 2))
        Object.assign(point, { x: this.value(depth - 1) })
        return point
      }
      case 19:
      case 20: {
        const array: unknown[] = this.#keep(this.#below(4) === 0 ? new Stack() : [])
        for (let i = 0; i < n; i++) array[this.#below(3) === 0 ? i * 2 : i] = this.value(depth - 1)
        return array
      }
      default: {
        const object = this.#keep(this.#below(5) === 0 ? Object.create(null) : {}) as object
        for (let i = 0; i < (this.#below(20) === 0 ? 50 : n); i++) {
          const key = this.#below(2) === 0 ? `k${i}` : this.text()
          Object.defineProperty(object, key, {
            value: this.value(depth - 1),
            writable: true,
            enumerable: true,
            configurable: true,
          })
        }
        return object
      }
    }
  }

  #fill(map: Map<unknown, unknown>, n: number, depth: number): object {
    for (let i = 0; i < n; i++) map.set(this.value(depth - 1), this.value(depth - 1))
    return map
  }

  #view(n: number): object {
    if (n === 0) return this.#keep(new ArrayBuffer(this.#below(20)))
    const buffer = new ArrayBuffer(64)
    new Uint8Array(buffer).set(Array.from({ length: 64 }, () => this.#below(256)))
    const offset = 8 * this.#below(4)
    if (n === 1) return this.#keep(new DataView(buffer, offset + 1, 5))
    const View = this.#pick(VIEWS)
    return this.#keep(new View(buffer, offset, n - 1))
  }

  #error(depth: number): Error {
    const cause = this.value(depth - 1)
    switch (this.#below(4)) {
      case 0:
        return this.#keep(new TypeError(this.text(), { cause }))
      case 1:
        return this.#keep(new AggregateError([cause, 1], this.text()))
      case 2:
        return this.#keep(new Error())
      default:
        return this.#keep(new ProgramError(this.text(), { cause }))
    }
  }
}
