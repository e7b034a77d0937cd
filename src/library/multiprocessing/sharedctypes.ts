import { KernelCells } from '../../kernel/exchange/cells.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { ObjectType } from '../../trace/events.ts'
import { type Blocking, requireCount, requireIterable, typeName } from '../arguments.ts'
import { awaitable, twinOf } from '../awaitable.ts'
import { ArgumentError, IndexError, ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import type { Lock } from './lock.ts'
import { RLock } from './rlock.ts'
import { transferOf } from './transfer.ts'

type SharedLock = Lock | RLock
/** What a cell holds: by its type code a number, a big integer, a truth value or a character. */
type Cell = number | bigint | boolean | string

export interface SharedOptions {
  /** True (the default): comes with an RLock of its own; a lock: that one; false: none. */
  readonly lock?: boolean | SharedLock
}

interface Parts {
  readonly cells: KernelCells
  readonly lock: SharedLock | null
}

/** `multiprocessing.RawValue`: one value in shared memory, without a lock. */
export class RawValue {
  readonly #cells: KernelCells

  constructor(typecode: string, initial: Cell = 0) {
    const restored = restoring
    restoring = null
    this.#cells =
      restored?.cells ?? KernelCells.create(current().kernel, String(typecode), 1, ObjectType.Value)
    partsOf.set(this, restored ?? { cells: this.#cells, lock: null })
    if (restored === null && initial !== 0) this.value = initial
  }

  get value(): Cell {
    current()
    return shown(this.#cells, this.#cells.read(0))
  }

  set value(value: Cell) {
    current()
    this.#cells.write(0, fitting(this.#cells, value))
  }

  [TRANSFER](): Transfer {
    return transferParts('multiprocessing.RawValue', this)
  }

  [INSPECT](): string {
    const { typecode } = this.#cells
    return `${this.constructor.name}('${typecode}', ${text(shown(this.#cells, this.#cells.read(0)))})`
  }
}

/** `multiprocessing.Value`: one value in shared memory, with a lock. Reading and writing do not take it. */
export class Value extends RawValue {
  constructor(typecode: string, initial: Cell = 0, options: SharedOptions = {}) {
    const restored = restoring !== null
    restoring ??= makeParts(typecode, 1, ObjectType.Value, options)
    super(typecode)
    if (!restored && initial !== 0) this.value = initial
  }

  getLock(): SharedLock {
    return lockOf(this, 'Value')
  }

  getObj(): RawValue {
    return rawValue(partsIn(this).cells)
  }

  acquire(block?: boolean | Blocking, timeout?: number | null): boolean {
    return this.getLock().acquire(block, timeout)
  }

  release(): void {
    this.getLock().release()
  }

  override [TRANSFER](): Transfer {
    return transferParts('multiprocessing.Value', this)
  }

  static {
    awaitable(Value.prototype.acquire, function (this: Value, block, timeout) {
      return acquireAsync(this.getLock(), block, timeout)
    })
  }
}

/** `multiprocessing.RawArray`: values in shared memory. `array[i]` works as for a JavaScript array; get and set are faster. */
export class RawArray implements Iterable<Cell> {
  readonly #cells: KernelCells;
  [index: number]: Cell

  constructor(typecode: string, sizeOrInitial: number | Iterable<Cell>) {
    const parts = restoring ?? createArray(typecode, sizeOrInitial, { lock: false })
    restoring = null
    this.#cells = parts.cells
    partsOf.set(this, parts)
    // Private fields are looked for on the object itself: methods run on it, never on the proxy.
    // biome-ignore lint/correctness/noConstructorReturn: the proxy stands for the object
    return new Proxy(this, indexed(this))
  }

  get length(): number {
    return this.#cells.length
  }

  get(index: number): Cell {
    current()
    return shown(this.#cells, this.#cells.read(this.#index(index)))
  }

  set(index: number, value: Cell): void {
    current()
    this.#cells.write(this.#index(index), fitting(this.#cells, value))
  }

  at(index: number): Cell {
    return this.get(index < 0 ? index + this.length : index)
  }

  slice(start?: number, end?: number): Cell[] {
    return [...this].slice(start, end)
  }

  *[Symbol.iterator](): Generator<Cell> {
    for (let i = 0; i < this.#cells.length; i++) yield this.get(i)
  }

  /** Of an array of characters: the text up to the first NUL. */
  get value(): string {
    const characters = this.#characters('value')
    const end = characters.indexOf('\0')
    return end === -1 ? characters : characters.slice(0, end)
  }

  set value(value: string) {
    this.#characters('value')
    const { length } = this
    if (typeof value !== 'string' || value.length > length) {
      throw new ValueError(
        'cells.text',
        { length, text: String(value).length },
        `A string of at most ${length} characters fits into this Array, not one of ${String(value).length}.`,
      )
    }
    for (let i = 0; i < value.length; i++) this.set(i, value[i] as string)
    if (value.length < length) this.set(value.length, '\0')
  }

  /** Of an array of characters: all of them. */
  get raw(): string {
    return this.#characters('raw')
  }

  [TRANSFER](): Transfer {
    return transferParts('multiprocessing.RawArray', this)
  }

  [INSPECT](): string {
    return `${this.constructor.name}('${this.#cells.typecode}', [${[...this].map(text).join(', ')}])`
  }

  #characters(member: string): string {
    const { typecode } = this.#cells
    if (typecode === 'c' || typecode === 'u') return [...this].join('')
    throw new ArgumentError(
      'cells.characters',
      { member, typecode },
      `Only arrays of characters ("c", "u") have ${member}, not those of type "${typecode}". Use slice().`,
    )
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

/** `multiprocessing.Array`: values in shared memory, with a lock. Reading and writing do not take it. */
class SharedArray extends RawArray {
  constructor(typecode: string, sizeOrInitial: number | Iterable<Cell>, options: SharedOptions = {}) {
    restoring ??= createArray(typecode, sizeOrInitial, options)
    super(typecode, 0)
  }

  getLock(): SharedLock {
    return lockOf(this, 'Array')
  }

  getObj(): RawArray {
    restoring = { cells: partsIn(this).cells, lock: null }
    return new RawArray('i', 0)
  }

  acquire(block?: boolean | Blocking, timeout?: number | null): boolean {
    return this.getLock().acquire(block, timeout)
  }

  release(): void {
    this.getLock().release()
  }

  override [TRANSFER](): Transfer {
    return transferParts('multiprocessing.Array', this)
  }

  static {
    awaitable(SharedArray.prototype.acquire, function (this: SharedArray, block, timeout) {
      return acquireAsync(this.getLock(), block, timeout)
    })
  }
}
Object.defineProperty(SharedArray, 'name', { value: 'Array' })

export { SharedArray as Array }

const INDEX = /^-?\d+(?:\.\d+)?$/

function indexed(array: RawArray): ProxyHandler<RawArray> {
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

/** What each object stands for; by the object itself, not by its proxy. */
const partsOf = new WeakMap<object, Parts>()
let restoring: Parts | null = null

function partsIn(object: object): Parts {
  const parts = partsOf.get(object)
  if (parts === undefined) throw new Error('Internal error: a shared value without cells')
  return parts
}

function rawValue(cells: KernelCells): RawValue {
  restoring = { cells, lock: null }
  return new RawValue('i')
}

export function restoreRawValue(data: unknown): RawValue {
  return rawValue(restoredParts(data).cells)
}

export function restoreRawArray(data: unknown): RawArray {
  restoring = restoredParts(data)
  return new RawArray('i', 0)
}

export function restoreValue(data: unknown): Value {
  restoring = restoredParts(data)
  return new Value('i')
}

export function restoreArray(data: unknown): SharedArray {
  restoring = restoredParts(data)
  return new SharedArray('i', 0)
}

function restoredParts(data: unknown): Parts {
  const { cells, lock } = data as { cells: number; lock: SharedLock | null }
  return { cells: KernelCells.attach(current().kernel, cells), lock }
}

function transferParts(type: string, object: object): Transfer {
  const { cells, lock } = partsIn(object)
  return transferOf(type, { cells: cells.id, lock }, [cells.id])
}

function makeParts(
  typecode: string,
  length: number,
  type: ObjectType,
  { lock = true }: SharedOptions,
): Parts {
  const cells = KernelCells.create(current().kernel, String(typecode), length, type)
  return { cells, lock: lock === true ? new RLock() : lock === false ? null : lock }
}

function createArray(typecode: string, content: number | Iterable<Cell>, options: SharedOptions): Parts {
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
  switch (typecode) {
    case 'c':
    case 'u': {
      const code = typeof value === 'string' && value.length === 1 ? value.charCodeAt(0) : -1
      if (code >= 0 && (typecode === 'u' || code < 256)) return code
      break
    }
    case '?':
      return value ? 1 : 0
    case 'q':
    case 'Q':
      if (typeof value === 'bigint') return value
      if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
      break
    default:
      if (typeof value === 'boolean') return Number(value)
      if (typeof value !== 'number') break
      if (typecode === 'd' || typecode === 'f' || Number.isInteger(value)) return value
  }
  const type =
    typeof value === 'string' && value.length !== 1 ? `a string of ${value.length}` : typeName(value)
  const needs =
    typecode === 'c' || typecode === 'u'
      ? 'It holds one character, of "c" below U+0100.'
      : 'Whole-number types hold whole numbers; use type "d" for fractions.'
  throw new ArgumentError(
    'cells.value',
    { typecode, type },
    `Shared memory of type "${typecode}" cannot hold ${type}. ${needs}`,
  )
}

/** What the cells hold as a program sees it. */
function shown(cells: KernelCells, value: number | bigint): Cell {
  switch (cells.typecode) {
    case 'c':
    case 'u':
      return String.fromCharCode(value as number)
    case '?':
      return value !== 0
    default:
      return value
  }
}

const text = (value: Cell): string => (typeof value === 'string' ? `'${value}'` : String(value))

function lockOf(object: object, type: string): SharedLock {
  const { lock } = partsIn(object)
  if (lock !== null) return lock
  throw new ValueError(
    'cells.noLock',
    { type },
    `This ${type} was made with { lock: false } and has no lock.`,
  )
}

async function acquireAsync(lock: SharedLock, block: unknown, timeout: unknown): Promise<boolean> {
  const twin = twinOf(lock.acquire)
  return (await twin?.call(lock, block, timeout)) === true
}
