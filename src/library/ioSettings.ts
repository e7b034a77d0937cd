import { type DeviceSettings, MAX_CONCURRENCY } from '../kernel/exchange/device.ts'
import { requireCount, typeName } from './arguments.ts'
import { ArgumentError, ValueError } from './errors.ts'

/** A device as a program describes it: seconds and bytes per second. */
export interface DeviceOptions {
  readonly latency?: number
  readonly bandwidth?: number
  readonly jitter?: number
  readonly failures?: number
  readonly concurrency?: number | null
  readonly seed?: number
}

/** A tenth of a second away, 10 MB/s, any number of requests at once. */
export const DEFAULTS: Omit<DeviceSettings, 'seed'> = {
  latency: 100,
  bandwidth: 10_000,
  jitter: 0,
  failures: 0,
  concurrency: 0,
}

/** The settings with what the options say in place of what was. Throws for what makes no sense. */
export function changed(settings: DeviceSettings, options: DeviceOptions): DeviceSettings {
  const { latency, bandwidth, jitter, failures, concurrency, seed } = options
  return {
    latency:
      latency === undefined ? settings.latency : 1000 * within(latency, 'latency', 0, Number.MAX_VALUE),
    bandwidth:
      bandwidth === undefined
        ? settings.bandwidth
        : within(bandwidth, 'bandwidth', 1, Number.POSITIVE_INFINITY) / 1000,
    jitter: jitter === undefined ? settings.jitter : within(jitter, 'jitter', 0, 1),
    failures: failures === undefined ? settings.failures : within(failures, 'failures', 0, 1),
    concurrency: concurrency === undefined ? settings.concurrency : places(concurrency),
    seed: seed === undefined ? settings.seed : within(seed, 'seed', -(2 ** 31), 2 ** 32) | 0,
  }
}

function places(concurrency: number | null): number {
  if (concurrency === null || concurrency === Number.POSITIVE_INFINITY) return 0
  requireCount(concurrency, 1, 'concurrency')
  return within(concurrency, 'concurrency', 1, MAX_CONCURRENCY)
}

function within(value: unknown, where: string, least: number, most: number): number {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new ArgumentError(
      'argument.number',
      { where, type: typeName(value) },
      `${where} needs a number, not ${typeName(value)}.`,
    )
  }
  if (value >= least && value <= most) return value
  throw new ValueError(
    'argument.range',
    { where, least, most, value },
    `${where} must lie between ${least} and ${most}; it is ${value}.`,
  )
}
