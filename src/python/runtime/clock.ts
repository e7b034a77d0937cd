/**
 * Python reads its clocks (`time.time`, `time.monotonic`, `time.perf_counter`) through `Date.now` and `performance.now`. They
 * are replaced before Pyodide loads, tell the real time until the worker has become a process, and the kernel's from then on.
 */
export class WorkerClock {
  readonly #realNow = performance.now.bind(performance)
  #now: () => number = this.#realNow
  #epoch = performance.timeOrigin

  install(): void {
    performance.now = () => this.#now()
    // In fractions of ms: Python's clock ticks finer than JavaScript's.
    Date.now = () => this.#epoch + this.#now()
  }

  /**
   * From now on `now` (ms) is the time. `hostNow`: the clock of all workers, of which all have the same idea, so that their
   * `time.time` agrees; `startedAt`: what it said when `now` was 0.
   */
  follow(now: () => number, hostNow: () => number, startedAt: number): void {
    // Both sides to one clock: a worker's origin is its own, the difference is the common one.
    this.#epoch = performance.timeOrigin + this.#realNow() - hostNow() + startedAt
    this.#now = now
  }
}
