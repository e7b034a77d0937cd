/** ms for which a text is waited for that others were written after: of a process that was killed meanwhile it never comes. */
const PATIENCE = 250

interface Timed {
  /** ms */
  readonly time: number
}

/**
 * Puts what lanes wrote into the order in which they did. It comes lane by lane, so that something may be here before what was
 * written earlier: that is kept back. Only texts without a number are ordered by time, those between two readings.
 */
export class OutputOrder<Text extends Timed> {
  readonly #ordered: Text[] = []
  /** Of `#ordered`, how many have been read: those keep their places. */
  #read = 0
  #byTime = false
  /** What is here before what was written earlier, by number. */
  readonly #early = new Map<number, Text>()
  #next = 1

  add(number: number, text: Text): void {
    if (number > this.#next && !this.#early.has(number)) {
      this.#early.set(number, text)
      return
    }
    this.#ordered.push(text)
    if (number === this.#next) this.#follow(number + 1)
    else this.#byTime = true
  }

  read(now: number): readonly Text[] {
    if (this.#early.size > 0) {
      const number = this.#earliest()
      const text = this.#early.get(number)
      if (text !== undefined && now - text.time > PATIENCE) this.#follow(number)
    }
    if (this.#byTime) {
      const fresh = this.#ordered.splice(this.#read).sort((a, b) => a.time - b.time)
      for (const text of fresh) this.#ordered.push(text)
      this.#byTime = false
    }
    this.#read = this.#ordered.length
    return this.#ordered
  }

  /** Nothing more comes. */
  end(): void {
    for (const number of [...this.#early.keys()].sort((a, b) => a - b)) this.#follow(number)
  }

  #follow(number: number): void {
    let next = number
    for (let text = this.#early.get(next); text !== undefined; text = this.#early.get(next)) {
      this.#early.delete(next)
      this.#ordered.push(text)
      next++
    }
    this.#next = next
  }

  #earliest(): number {
    let earliest = Number.POSITIVE_INFINITY
    for (const number of this.#early.keys()) earliest = Math.min(earliest, number)
    return earliest
  }
}
