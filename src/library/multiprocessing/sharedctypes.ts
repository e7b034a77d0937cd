import { KernelCells } from '../../kernel/exchange/cells.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { ObjectType } from '../../trace/events.ts'
import { requireCount, requireIterable, typeName } from '../arguments.ts'
import { ArgumentError, IndexError, ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { Lock } from './lock.ts'
import { transferOf } from './transfer.ts'

export interface SharedOptions {
  /** True (the default): comes with a lock of its own; a Lock: that one; false: none. */
  readonly lock?: boolean | Lock
}

interface Parts {
  readonly cells: KernelCells
  readonly lock: Lock | null
}

/** `multiprocessing.Value`: one number in shared memory. Reading and writing take no lock. */
export class Value {
  readonly #cells: KernelCells
  readonly #lock: Lock | null

  constructor(typecode: string, initial: number | bigint = 0, options: SharedOptions = {}) {
    const parts = restoring ?? makeParts(typecode, 1, ObjectType.Value, options)
    const restored = restoring !== null
    restoring = null
    this.#cells = parts.cells
    this.#lock = parts.lock
    if (!restored && initial !== 0) this.value = initial
  }

  get value(): number | bigint {
    current()
    return this.#cells.read(0)
  }

  set value(value: number | bigint) {
    current()
    this.#cells.write(0, fitting(this.#cells, value))
  }

  getLock(): Lock {
    return lockOf(this.#lock, 'Value')
  }

  [TRANSFER](): Transfer {
    return transferParts('multiprocessing.Value', this.#cells, this.#lock)
  }

  [INSPECT](): string {
    return `Value('${this.#cells.typecode}', ${this.#cells.read(0)})`
  }
}

/** `multiprocessing.Array`: numbers in shared memory. `array[i]` works as for a JavaScript array; get and set are faster. */
class SharedArray implements Iterable<number | bigint> {
  readonly #cells: KernelCells
  readonly #lock: Lock | null;
  [index: number]: number | bigint

  constructor(
    typecode: string,
    sizeOrInitial: number | Iterable<number | bigint>,
    options: SharedOptions = {},
  ) {
    const parts = restoring ?? createArray(typecode, sizeOrInitial, options)
    restoring = null
    this.#cells = parts.cells
    this.#lock = parts.lock
    // Private fields are looked for on the object itself: methods run on it, never on the proxy.
    // biome-ignore lint/correctness/noConstructorReturn: the proxy stands for the object
    return new Proxy(this, indexed(this))
  }

  get length(): number {
    return this.#cells.length
  }

  get(index: number): number | bigint {
    current()
    return this.#cells.read(this.#index(index))
  }

  set(index: number, value: number | bigint): void {
    current()
    this.#cells.write(this.#index(index), fitting(this.#cells, value))
  }

  at(index: number): number | bigint {
    return this.get(index < 0 ? index + this.length : index)
  }

  slice(start?: number, end?: number): (number | bigint)[] {
    return [...this].slice(start, end)
  }

  *[Symbol.iterator](): Generator<number | bigint> {
    for (let i = 0; i < this.#cells.length; i++) yield this.get(i)
  }

  getLock(): Lock {
    return lockOf(this.#lock, 'Array')
  }

  [TRANSFER](): Transfer {
    return transferParts('multiprocessing.Array', this.#cells, this.#lock)
  }

  [INSPECT](): string {
    return `Array('${this.#cells.typecode}', [${[...this].join(', ')}])`
  }

  #index(index: number): number {
    const { length } = this.#cells
    if (Number.isInteger(index) && index >= 0 && index < length) return index
    throw new IndexError(
      'array.index',
      { index: String(index), length },
      `There is no index ${String(index)} in an Array of ${length}: the first is 0, the last ${length - 1}.`,
    )
  }
}
Object.defineProperty(SharedArray, 'name', { value: 'Array' })

export { SharedArray as Array }

const INDEX = /^-?\d+(?:\.\d+)?$/

function indexed(array: SharedArray): ProxyHandler<SharedArray> {
  const methods = new Map<unknown, unknown>()
  const bound = (key: PropertyKey): unknown => {
    const value: unknown = Reflect.get(array, key, array)
    if (typeof value !== 'function' || key === 'constructor') return value
    let method = methods.get(value)
    if (method === undefined) {
      method = value.bind(array)
      methods.set(value, method)
    }
    return method
  }
  return {
    get: (_target, key) => (typeof key === 'string' && INDEX.test(key) ? array.get(Number(key)) : bound(key)),
    set(_target, key, value) {
      if (typeof key === 'string' && INDEX.test(key)) {
        array.set(Number(key), value)
        return true
      }
      return Reflect.set(array, key, value)
    },
    has: (_target, key) =>
      typeof key === 'string' && INDEX.test(key) ? Number(key) < array.length : Reflect.has(array, key),
  }
}

let restoring: Parts | null = null

export function restoreValue(data: unknown): Value {
  restoring = restoredParts(data)
  return new Value('i')
}

export function restoreArray(data: unknown): SharedArray {
  restoring = restoredParts(data)
  return new SharedArray('i', 0)
}

function restoredParts(data: unknown): Parts {
  const { cells, lock } = data as { cells: number; lock: Lock | null }
  return { cells: KernelCells.attach(current().kernel, cells), lock }
}

function transferParts(type: string, cells: KernelCells, lock: Lock | null): Transfer {
  return transferOf(type, { cells: cells.id, lock }, [cells.id])
}

function makeParts(
  typecode: string,
  length: number,
  type: ObjectType,
  { lock = true }: SharedOptions,
): Parts {
  const cells = KernelCells.create(current().kernel, String(typecode), length, type)
  return { cells, lock: lock === true ? new Lock() : lock === false ? null : lock }
}

function createArray(
  typecode: string,
  content: number | Iterable<number | bigint>,
  options: SharedOptions,
): Parts {
  if (typeof content === 'number') {
    requireCount(content, 0, 'The length of an Array')
    return makeParts(typecode, content, ObjectType.Array, options)
  }
  requireIterable(content, 'Array')
  const values = [...content]
  const parts = makeParts(typecode, values.length, ObjectType.Array, options)
  for (const [i, value] of values.entries()) parts.cells.write(i, fitting(parts.cells, value))
  return parts
}

/** The value as the cells take it. Whole-number types refuse fractions, as ctypes does. */
function fitting(cells: KernelCells, value: unknown): number | bigint {
  const { typecode } = cells
  const type = typeName(value)
  if (cells.wide) {
    if (typeof value === 'bigint') return value
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  } else if (typeof value === 'number') {
    if (typecode === 'd' || typecode === 'f' || Number.isInteger(value)) return value
  } else if (typeof value === 'boolean') return Number(value)
  throw new ArgumentError(
    'cells.value',
    { typecode, type },
    `Shared memory of type "${typecode}" cannot hold ${type}. Whole-number types hold whole numbers; use type "d" for fractions.`,
  )
}

function lockOf(lock: Lock | null, type: string): Lock {
  if (lock !== null) return lock
  throw new ValueError(
    'cells.noLock',
    { type },
    `This ${type} was made with { lock: false } and has no lock.`,
  )
}
