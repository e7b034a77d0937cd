import { KernelDevice } from '../kernel/exchange/device.ts'
import { TRANSFER, type Transfer } from '../kernel/memory/values/index.ts'
import { Operation } from '../trace/events.ts'
import { requireCount, timeoutOf, typeName } from './arguments.ts'
import { awaitable } from './awaitable.ts'
import { ArgumentError, OSError, TimeoutError } from './errors.ts'
import { bytesOf, textOf } from './ioContent.ts'
import { changed, DEFAULTS, type DeviceOptions } from './ioSettings.ts'
import { transferOf } from './multiprocessing/transfer.ts'
import { Generator, stateFrom } from './randomBits.ts'
import { current } from './runtime/current.ts'
import { INSPECT } from './runtime/inspect.ts'

export interface WaitOptions {
  readonly timeout?: number | null
}

export interface ReadOptions extends WaitOptions {
  readonly size?: number
}

export interface RequestOptions extends ReadOptions {
  readonly method?: string
  readonly body?: string | Uint8Array
}

export interface Response {
  readonly url: string
  readonly status: number
  readonly body: string
  readonly ms: number
}

/** A request that the device has taken. */
interface Taken {
  readonly name: string
  readonly operation: Operation
  readonly began: number
  readonly until: number
  /** Seconds that its caller had patience for, if the answer comes later. */
  readonly late: number | null
  readonly fails: boolean
}

/** `io.Device`: a simulated disk or server. */
export class Device {
  readonly #device: KernelDevice
  /** How often this process or thread asked for what: each time has its own luck. */
  readonly #asked = new Map<string, number>()

  constructor(options: DeviceOptions = {}) {
    const { kernel } = current()
    this.#device =
      restoring ?? KernelDevice.create(kernel, changed({ ...DEFAULTS, seed: kernel.settings.seed }, options))
    restoring = null
  }

  configure(options: DeviceOptions): void {
    current()
    this.#device.configure(changed(this.#device.settings, options))
  }

  read(name: string, options: ReadOptions = {}): string {
    const taken = this.#take(Operation.IoRead, name, sizeOf(options), options)
    this.#device.wait(taken.until, taken.operation)
    return this.#text(taken, options)
  }

  readBytes(name: string, options: ReadOptions = {}): Uint8Array {
    const taken = this.#take(Operation.IoRead, name, sizeOf(options), options)
    this.#device.wait(taken.until, taken.operation)
    return this.#bytes(taken, options)
  }

  write(name: string, data: string | Uint8Array, options: WaitOptions = {}): number {
    const bytes = lengthOf(data)
    const taken = this.#take(Operation.IoWrite, name, bytes, options)
    this.#device.wait(taken.until, taken.operation)
    answered(taken)
    return bytes
  }

  request(url: string, options: RequestOptions = {}): Response {
    const taken = this.#take(Operation.IoRequest, url, sentAndReceived(options), options)
    this.#device.wait(taken.until, taken.operation)
    return this.#response(taken, options)
  }

  [TRANSFER](): Transfer {
    return transferOf('io.Device', this.#device.id, [this.#device.id])
  }

  [INSPECT](): string {
    const { latency, bandwidth } = this.#device.settings
    return `<Device latency=${latency / 1000} bandwidth=${bandwidth * 1000}>`
  }

  static {
    awaitable(Device.prototype.read, async function (this: Device, name, options = {}) {
      const taken = this.#take(Operation.IoRead, name, sizeOf(options), options)
      await this.#device.waitAsync(taken.until, taken.operation)
      return this.#text(taken, options)
    })
    awaitable(Device.prototype.readBytes, async function (this: Device, name, options = {}) {
      const taken = this.#take(Operation.IoRead, name, sizeOf(options), options)
      await this.#device.waitAsync(taken.until, taken.operation)
      return this.#bytes(taken, options)
    })
    awaitable(Device.prototype.write, async function (this: Device, name, data, options = {}) {
      const bytes = lengthOf(data)
      const taken = this.#take(Operation.IoWrite, name, bytes, options)
      await this.#device.waitAsync(taken.until, taken.operation)
      answered(taken)
      return bytes
    })
    awaitable(Device.prototype.request, async function (this: Device, url, options = {}) {
      const taken = this.#take(Operation.IoRequest, url, sentAndReceived(options), options)
      await this.#device.waitAsync(taken.until, taken.operation)
      return this.#response(taken, options)
    })
  }

  #take(operation: Operation, name: string, bytes: number, options: WaitOptions): Taken {
    const { kernel } = current()
    const timeout = timeoutOf(options.timeout)
    const { seed, failures } = this.#device.settings
    const key = `${operation} ${String(name)}`
    const time = (this.#asked.get(key) ?? 0) + 1
    this.#asked.set(key, time)
    const luck = new Generator(stateFrom(`${seed} ${key} ${time}`))
    const chance = luck.fraction()
    const fails = luck.fraction() < failures
    const began = kernel.now()
    // What fails has sent nothing.
    const end = this.#device.reserve(fails ? 0 : bytes, chance)
    const patience = timeout === null ? Number.POSITIVE_INFINITY : began + timeout
    const late = end > patience ? (timeout ?? 0) / 1000 : null
    return { name: String(name), operation, began, until: Math.min(end, patience), late, fails }
  }

  #text(taken: Taken, options: ReadOptions): string {
    answered(taken)
    return textOf(taken.name, this.#device.settings.seed, sizeOf(options))
  }

  #bytes(taken: Taken, options: ReadOptions): Uint8Array {
    answered(taken)
    return bytesOf(taken.name, this.#device.settings.seed, sizeOf(options))
  }

  #response(taken: Taken, options: RequestOptions): Response {
    const body = this.#text(taken, options)
    return { url: taken.name, status: 200, body, ms: current().kernel.now() - taken.began }
  }
}

let restoring: KernelDevice | null = null

/** The object of a device of the kernel. */
export function deviceOf(device: KernelDevice): Device {
  restoring = device
  return new Device()
}

/** The device of another process, here. */
export function restoreDevice(id: unknown): Device {
  return deviceOf(KernelDevice.attach(current().kernel, id as number))
}

/** Throws when the request failed, or when its answer comes too late. */
function answered({ name, late, fails }: Taken): void {
  if (late !== null) {
    throw new TimeoutError('io.timeout', { name, seconds: late }, `${name} did not answer within ${late} s.`)
  }
  if (!fails) return
  throw new OSError(
    'io.failed',
    { name },
    `${name} could not be reached this time: its device is set to let some requests fail. Try again.`,
  )
}

const DEFAULT_SIZE = 65_536

function sizeOf({ size = DEFAULT_SIZE }: ReadOptions): number {
  requireCount(size, 0, 'size')
  return size
}

function sentAndReceived(options: RequestOptions): number {
  return sizeOf(options) + (options.body === undefined ? 0 : lengthOf(options.body))
}

/** In bytes, text as UTF-8. */
function lengthOf(data: unknown): number {
  if (typeof data === 'string') return current().kernel.host.encodeText(data).length
  if (ArrayBuffer.isView(data)) return data.byteLength
  throw new ArgumentError(
    'argument.data',
    { type: typeName(data) },
    `Only a string or a Uint8Array can be sent to a device, not ${typeName(data)}.`,
  )
}
