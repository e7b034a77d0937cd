import { requireIterable } from '../../arguments.ts'
import { AttributeError, IndexError } from '../../errors.ts'

/** What a NamespaceProxy stands for, and how attributes of any object are reached. */
export class Attributes {
  readonly #object: Record<string, unknown>

  constructor(object: object) {
    this.#object = object as Record<string, unknown>
  }

  '#value'(): object {
    return { ...this.#object }
  }

  '#names'(): string[] {
    return Object.keys(this.#object).filter(isPublic)
  }

  '#has'(name: string): boolean {
    return isPublic(name) && name in this.#object
  }

  '#get'(name: string): unknown {
    if (!this['#has'](name))
      throw new AttributeError('manager.attribute', { name }, `There is no attribute "${name}".`)
    return this.#object[name]
  }

  '#set'(name: string, value: unknown): void {
    this.#object[name] = value
  }

  '#delete'(name: string): void {
    delete this.#object[name]
  }
}

const isPublic = (name: string): boolean => !name.startsWith('_')

/** What a ValueProxy stands for. The type code is kept for the reader alone, as in Python. */
export class ValueReferent {
  #value: unknown

  constructor(_typecode: string, value: unknown) {
    this.#value = value
  }

  '#value'(): unknown {
    return this.#value
  }

  get(): unknown {
    return this.#value
  }

  set(value: unknown): void {
    this.#value = value
  }
}

/** What an ArrayProxy stands for: a list whose length is fixed. */
export class ArrayReferent {
  readonly #items: unknown[]

  constructor(_typecode: string, items: Iterable<unknown>) {
    requireIterable(items, 'Array')
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

  at(index: number): unknown {
    return this['#get'](index)
  }

  slice(start?: number, end?: number): unknown[] {
    return this.#items.slice(start, end)
  }

  #place(index: number): number {
    const { length } = this.#items
    const place = index < 0 ? index + length : index
    if (Number.isInteger(place) && place >= 0 && place < length) return place
    throw new IndexError(
      'array.index',
      { index: String(index), length },
      `There is no index ${String(index)} in an Array of ${length}: the first is 0, the last ${length - 1}.`,
    )
  }
}
