import { requireCount, requireFunction, requireIterable } from '../../arguments.ts'
import { IndexError, ValueError } from '../../errors.ts'
import { compare, equal } from './structure.ts'

export interface SortOptions {
  readonly key?: (item: unknown) => unknown
  readonly reverse?: boolean
}

/** What a ListProxy stands for. */
export class ListReferent {
  readonly #items: unknown[]

  constructor(items: Iterable<unknown> = []) {
    requireIterable(items, 'list')
    this.#items = [...items]
  }

  '#value'(): unknown[] {
    return this.#items
  }

  '#length'(): number {
    return this.#items.length
  }

  '#get'(index: number): unknown {
    return this.#items[this.#place(index)]
  }

  '#set'(index: number, value: unknown): void {
    this.#items[this.#place(index)] = value
  }

  '#delete'(index: number): void {
    this.#items.splice(this.#place(index), 1)
  }

  at(index: number): unknown {
    return this['#get'](index)
  }

  slice(start?: number, end?: number): unknown[] {
    return this.#items.slice(start, end)
  }

  includes(value: unknown): boolean {
    return this.#items.some(item => equal(item, value))
  }

  append(value: unknown): void {
    this.#items.push(value)
  }

  push(...values: unknown[]): number {
    return this.#items.push(...values)
  }

  extend(values: Iterable<unknown>): void {
    requireIterable(values, 'extend')
    for (const value of [...values]) this.#items.push(value)
  }

  insert(index: number, value: unknown): void {
    requireCount(index, Number.NEGATIVE_INFINITY, 'insert: index')
    this.#items.splice(index, 0, value)
  }

  pop(index = -1): unknown {
    if (this.#items.length === 0)
      throw new IndexError('manager.popEmpty', {}, 'There is nothing to pop: the list is empty.')
    return this.#items.splice(this.#place(index), 1)[0]
  }

  remove(value: unknown): void {
    this.#items.splice(this.index(value), 1)
  }

  index(value: unknown): number {
    const index = this.#items.findIndex(item => equal(item, value))
    if (index !== -1) return index
    throw new ValueError('manager.notInList', {}, 'The value is not in the list.')
  }

  count(value: unknown): number {
    return this.#items.filter(item => equal(item, value)).length
  }

  sort({ key, reverse = false }: SortOptions = {}): void {
    if (key !== undefined) requireFunction(key, 'sort: key')
    const keyed = this.#items.map(item => ({ item, key: key === undefined ? item : key(item) }))
    // Equal items keep their order also when it is reversed, as in Python.
    keyed.sort((a, b) => (reverse ? compare(b.key, a.key) : compare(a.key, b.key)))
    for (const [index, { item }] of keyed.entries()) this.#items[index] = item
  }

  reverse(): void {
    this.#items.reverse()
  }

  clear(): void {
    this.#items.length = 0
  }

  #place(index: number): number {
    const { length } = this.#items
    const place = index < 0 ? index + length : index
    if (Number.isInteger(place) && place >= 0 && place < length) return place
    throw new IndexError(
      'manager.listIndex',
      { index: String(index), length },
      `There is no index ${String(index)} in a list of ${length}. To add at its end call append().`,
    )
  }
}
