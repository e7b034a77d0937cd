import { current } from '../../runtime/current.ts'

interface Entry<T> {
  readonly caller: number
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
}

/** Callers whose answer is put off until something happens in the server, in the order they came. */
export class WaitList<T> {
  readonly #entries = new Set<Entry<T>>()

  get length(): number {
    return this.#entries.size
  }

  /** Whoever waits longest. */
  get first(): number | null {
    const [entry] = this.#entries
    return entry === undefined ? null : entry.caller
  }

  /**
   * Settles by `wakeOne`, `wakeAll` or `failAll`; with what `late` returns or throws after `timeout` ms (null: never). `woken`
   * is called at once when it is woken, before anything else happens in the server.
   */
  wait(caller: number, timeout: number | null, late: () => T, woken?: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const { timers } = current().lifetime
      const timer =
        timeout === null
          ? undefined
          : timers.setTimeout(() => {
              this.#entries.delete(entry)
              try {
                resolve(late())
              } catch (error) {
                reject(error)
              }
            }, timeout)
      const settled = (): void => timers.clear(timer)
      const entry: Entry<T> = {
        caller,
        resolve(value) {
          settled()
          woken?.()
          resolve(value)
        },
        reject(error) {
          settled()
          reject(error)
        },
      }
      this.#entries.add(entry)
    })
  }

  /** False when nobody waits. */
  wakeOne(value: T): boolean {
    const [entry] = this.#entries
    if (entry === undefined) return false
    this.#entries.delete(entry)
    entry.resolve(value)
    return true
  }

  wakeAll(value: T): void {
    while (this.wakeOne(value));
  }

  failAll(error: () => unknown): void {
    for (const entry of this.#entries) entry.reject(error())
    this.#entries.clear()
  }
}
