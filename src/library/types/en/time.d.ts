/** Clocks and waiting. Times are in seconds. */
declare module 'time' {
  /** Waits for at least so many seconds; others may run meanwhile. `await` it to let this process do other things too. */
  export function sleep(seconds: number): void
  /** Seconds since the run's first statement: for measuring. */
  export function perfCounter(): number
  /** Seconds on a clock that never goes back. */
  export function monotonic(): number
  /** Seconds since the start of 1970. */
  export function time(): number
}
