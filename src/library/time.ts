import type { Kernel } from '../kernel/kernel.ts'
import { typeName } from './arguments.ts'
import { awaitable } from './awaitable.ts'
import { ArgumentError, ValueError } from './errors.ts'
import { current } from './runtime/current.ts'

/** `time.sleep`: at least so many seconds. */
export function sleep(seconds: number): void {
  current().kernel.sleep(duration(seconds))
}
awaitable(sleep, async seconds => {
  const { lifetime } = current()
  const ms = duration(seconds)
  await new Promise<void>(resolve => lifetime.timers.setTimeout(() => resolve(), ms))
})

/** `time.perf_counter`: seconds since the run's first statement. */
export function perfCounter(): number {
  return current().kernel.now() / 1000
}

/** `time.perf_counter_ns`. */
export function perfCounterNs(): bigint {
  return nanoseconds(current().kernel.now())
}

/** `time.monotonic`. */
export function monotonic(): number {
  return perfCounter()
}

/** `time.monotonic_ns`. */
export function monotonicNs(): bigint {
  return perfCounterNs()
}

const { now } = Date
const epochs = new WeakMap<Kernel, number>()

/** `time.time`: seconds since 1970. */
export function time(): number {
  return sinceEpoch() / 1000
}

/** `time.time_ns`: nanoseconds since 1970. */
export function timeNs(): bigint {
  return nanoseconds(sinceEpoch())
}

function sinceEpoch(): number {
  const { kernel } = current()
  const elapsed = kernel.now()
  // Read once: after that it follows the kernel's clock, which may jump.
  const epoch = epochs.get(kernel) ?? now() - elapsed
  epochs.set(kernel, epoch)
  return epoch + elapsed
}

/** From milliseconds. In two parts: a float64 cannot hold the nanoseconds since 1970. */
function nanoseconds(ms: number): bigint {
  const whole = Math.floor(ms)
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1_000_000))
}

function duration(seconds: number): number {
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) {
    throw new ArgumentError(
      'sleep.type',
      { type: typeName(seconds) },
      `sleep() needs a number of seconds, not ${typeName(seconds)}.`,
    )
  }
  if (seconds < 0) {
    throw new ValueError('sleep.negative', { seconds }, `sleep() needs at least 0 seconds, not ${seconds}.`)
  }
  return seconds * 1000
}
