/**
 * Clocks and waiting. Times are in seconds. All clocks are the run's own: when the run skips idle time, they jump with it.
 * Python's `process_time` and `thread_time` are not offered: nobody here counts a process's time on a core.
 */
declare module 'time' {
  /**
   * Waits for at least so many seconds; others may run meanwhile. `await` it to let this process do other things too.
   * @example
   * sleep(0.5)
   */
  export function sleep(seconds: number): void
  /** Seconds since the run's first statement: for measuring. The same in all processes, so that differences make sense. */
  export function perfCounter(): number
  /** `perfCounter` in whole nanoseconds. */
  export function perfCounterNs(): bigint
  /** Seconds on a clock that never goes back. */
  export function monotonic(): number
  /** `monotonic` in whole nanoseconds. */
  export function monotonicNs(): bigint
  /** Seconds since the start of 1970. */
  export function time(): number
  /** `time` in whole nanoseconds. */
  export function timeNs(): bigint
}
