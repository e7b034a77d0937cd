import { OwnMap } from './builtins.ts'

/** Up to here looking through a list is faster than a Map. */
const LIST = 12

/** Which values of a message have been written, and as which number. */
export class Identities {
  #list: unknown[] = []
  #count = 0
  #index: OwnMap<unknown, number> | null = null

  get count(): number {
    return this.#count
  }

  /** The number of a value, -1 when it has none. */
  find(value: unknown): number {
    if (this.#index !== null) return this.#index.get(value) ?? -1
    for (let i = 0; i < this.#count; i++) if (this.#list[i] === value) return i
    return -1
  }

  /** Gives the next number to a value. */
  add(value: unknown): void {
    const number = this.#count++
    this.#list[number] = value
    if (this.#index !== null) this.#index.set(value, number)
    else if (number === LIST) {
      this.#index = new OwnMap()
      for (let i = 0; i <= number; i++) this.#index.set(this.#list[i], i)
    }
  }

  /** Takes numbers back, from `count` on. */
  truncate(count: number): void {
    for (let i = count; i < this.#count; i++) {
      this.#index?.delete(this.#list[i])
      this.#list[i] = undefined
    }
    this.#count = count
  }

  /** Forgets everything, so that no message keeps a program's objects alive. */
  clear(): void {
    if (this.#index === null) this.truncate(0)
    else {
      this.#index = null
      this.#list = []
      this.#count = 0
    }
  }
}
