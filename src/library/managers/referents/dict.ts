import { KeyError } from '../../errors.ts'

type Entry = [key: unknown, value: unknown]

/** What a DictProxy stands for. Keys are compared by content: numbers and texts that look alike are one, as in an object. */
export class DictReferent {
  readonly #entries = new Map<string, Entry>()

  constructor(initial?: unknown) {
    this.update(initial)
  }

  '#value'(): object {
    return Object.fromEntries([...this.#entries.values()].map(([key, value]) => [textOf(key), value]))
  }

  '#length'(): number {
    return this.#entries.size
  }

  '#keys'(): unknown[] {
    return [...this.#entries.values()].map(([key]) => key)
  }

  /** Its keys as names of properties. */
  '#names'(): string[] {
    return [...this.#entries.keys()]
  }

  '#get'(key: unknown): unknown {
    return this.#entries.get(textOf(key))?.[1]
  }

  '#set'(key: unknown, value: unknown): void {
    const entry = this.#entries.get(textOf(key))
    if (entry === undefined) this.#entries.set(textOf(key), [key, value])
    else entry[1] = value
  }

  '#has'(key: unknown): boolean {
    return this.#entries.has(textOf(key))
  }

  '#delete'(key: unknown): boolean {
    return this.#entries.delete(textOf(key))
  }

  get(key: unknown, otherwise?: unknown): unknown {
    const entry = this.#entries.get(textOf(key))
    return entry === undefined ? otherwise : entry[1]
  }

  values(): unknown[] {
    return [...this.#entries.values()].map(([, value]) => value)
  }

  items(): Entry[] {
    return [...this.#entries.values()]
  }

  pop(...given: [key: unknown, otherwise?: unknown]): unknown {
    const [key, otherwise] = given
    const entry = this.#entries.get(textOf(key))
    if (entry === undefined && given.length === 1) throw noKey(key)
    this.#entries.delete(textOf(key))
    return entry === undefined ? otherwise : entry[1]
  }

  popitem(): Entry {
    const last = [...this.#entries].at(-1)
    if (last === undefined)
      throw new KeyError('manager.dictEmpty', {}, 'There is nothing to pop: the dict is empty.')
    this.#entries.delete(last[0])
    return last[1]
  }

  setdefault(key: unknown, value: unknown = null): unknown {
    if (!this['#has'](key)) this['#set'](key, value)
    return this['#get'](key)
  }

  /** From an object, a Map, or pairs. */
  update(other?: unknown): void {
    if (other === undefined || other === null) return
    const iterable = typeof other === 'object' && Symbol.iterator in other
    const pairs = iterable ? (other as Iterable<Entry>) : Object.entries(other as object)
    for (const [key, value] of pairs) this['#set'](key, value)
  }

  clear(): void {
    this.#entries.clear()
  }
}

function textOf(key: unknown): string {
  if (typeof key === 'string') return key
  if (typeof key === 'object' && key !== null) return `${JSON.stringify(key)}`
  return String(key)
}

function noKey(key: unknown): KeyError {
  const text = textOf(key)
  return new KeyError(
    'manager.key',
    { key: text },
    `The dict has no key ${text}: give pop() a second argument for that case.`,
  )
}
