import { ObjectType, type Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head, Obj } from '../memory/layout.ts'

/** Words of a device, after those that every object has (`Obj.Body`). All written inside its section. */
const enum Body {
  /** How many requests it works on at once, 0: any number. */
  Concurrency = 12,
  Seed = 13,
  /** float64s, at even words. ms; bytes per ms (Infinity: no limit); parts of 1; parts of 1. */
  Latency = 14,
  Bandwidth = 16,
  Jitter = 18,
  Failures = 20,
  /** When the last byte that it has promised so far will have passed (ms on the kernel's clock). */
  LineFree = 22,
  /** When each of its places is free again. */
  Places = 24,
}
/** A device works on at most so many requests at once, if it has a limit at all. */
export const MAX_CONCURRENCY = 64
const BODY_WORDS = Body.Places - Obj.Body + 2 * MAX_CONCURRENCY

export interface DeviceSettings {
  /** ms from a request until its answer begins. */
  readonly latency: number
  /** Bytes per ms, shared by all requests; Infinity: no limit. */
  readonly bandwidth: number
  /** By which part of itself the latency may be shorter or longer. */
  readonly jitter: number
  /** Which part of the requests fails. */
  readonly failures: number
  /** 0: any number. */
  readonly concurrency: number
  readonly seed: number
}

/**
 * A simulated device. Each request reserves its place and its share of the line at once, inside the section: when it will be
 * answered is known from then on, and its lane only has to wait until that time. A lane that dies meanwhile leaves nothing
 * behind but the time it had reserved, as with a true device, which does not hear of it.
 */
export class KernelDevice {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  readonly #floats: Float64Array

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    this.#kernel = kernel
    this.#words = kernel.memory.words
    this.#floats = kernel.memory.floats
  }

  static create(kernel: Kernel, settings: DeviceSettings): KernelDevice {
    const device = new KernelDevice(kernel, kernel.objects.create(ObjectType.Device, BODY_WORDS))
    device.#write(settings)
    return device
  }

  static attach(kernel: Kernel, id: number): KernelDevice {
    kernel.objects.hold(id)
    return new KernelDevice(kernel, id)
  }

  /** The one that all lanes of the run share; the first that asks makes it. */
  static shared(kernel: Kernel, settings: DeviceSettings): KernelDevice {
    const { words } = kernel.memory
    const known = Atomics.load(words, Head.DefaultDevice)
    if (known !== 0) return KernelDevice.attach(kernel, known)
    const made = KernelDevice.create(kernel, settings)
    // The header's own reference, for as long as the run lasts.
    kernel.sections.guard()
    kernel.objects.retain(made.id)
    const before = Atomics.compareExchange(words, Head.DefaultDevice, 0, made.id)
    if (before !== 0) kernel.objects.release(made.id)
    kernel.sections.unguard()
    return before === 0 ? made : KernelDevice.attach(kernel, before)
  }

  get settings(): DeviceSettings {
    const { sections } = this.#kernel
    sections.enter(this.id + Obj.Section)
    const settings = {
      latency: this.#float(Body.Latency),
      bandwidth: this.#float(Body.Bandwidth),
      jitter: this.#float(Body.Jitter),
      failures: this.#float(Body.Failures),
      concurrency: word(this.#words, this.id + Body.Concurrency),
      seed: word(this.#words, this.id + Body.Seed),
    }
    sections.leave(this.id + Obj.Section)
    return settings
  }

  /** For the requests that come from now on. */
  configure(settings: DeviceSettings): void {
    const { gate, sections } = this.#kernel
    gate.point()
    sections.enter(this.id + Obj.Section)
    this.#write(settings)
    sections.leave(this.id + Obj.Section)
  }

  /**
   * Takes a request for `bytes` bytes and tells when it will be answered (ms on the kernel's clock). `chance`, from 0 to 1,
   * is its luck with the latency.
   */
  reserve(bytes: number, chance: number): number {
    const { gate, sections } = this.#kernel
    gate.point()
    sections.enter(this.id + Obj.Section)
    const place = this.#firstPlace()
    const now = this.#kernel.now()
    const begin = place === -1 ? now : Math.max(now, this.#float(place))
    const latency = this.#float(Body.Latency) * (1 + this.#float(Body.Jitter) * (2 * chance - 1))
    let end = begin + latency
    const bandwidth = this.#float(Body.Bandwidth)
    if (bandwidth !== Number.POSITIVE_INFINITY && bytes > 0) {
      end = Math.max(end, this.#float(Body.LineFree)) + bytes / bandwidth
      this.#setFloat(Body.LineFree, end)
    }
    if (place !== -1) this.#setFloat(place, end)
    const version = this.id + Obj.Version
    this.#words[version] = word(this.#words, version) + 1
    sections.leave(this.id + Obj.Section)
    return end
  }

  /** Blocks until `time`. */
  wait(time: number, operation: Operation): void {
    if (!this.#passed(time, operation)) this.#kernel.waiter.wait(this.#wait(time, operation))
  }

  async waitAsync(time: number, operation: Operation): Promise<void> {
    if (!this.#passed(time, operation)) await this.#kernel.waiter.waitAsync(this.#wait(time, operation))
  }

  #passed(time: number, operation: Operation): boolean {
    const kernel = this.#kernel
    if (kernel.now() < time) return false
    kernel.trace.operation(operation, this.id, kernel.version(this.id), kernel.site())
    return true
  }

  #wait(time: number, operation: Operation) {
    return {
      operation,
      object: this.id,
      queue: this.id + Obj.WaitHead,
      site: this.#kernel.site(),
      deadline: time,
      attempt: () => false,
    }
  }

  /** [section] The place that is free first; −1 when there is no limit to them. */
  #firstPlace(): number {
    const places = word(this.#words, this.id + Body.Concurrency)
    let first = -1
    for (let at = Body.Places; at < Body.Places + 2 * places; at += 2) {
      if (first === -1 || this.#float(at) < this.#float(first)) first = at
    }
    return first
  }

  #write(settings: DeviceSettings): void {
    this.#words[this.id + Body.Concurrency] = Math.min(settings.concurrency, MAX_CONCURRENCY)
    this.#words[this.id + Body.Seed] = settings.seed
    this.#setFloat(Body.Latency, settings.latency)
    this.#setFloat(Body.Bandwidth, settings.bandwidth)
    this.#setFloat(Body.Jitter, settings.jitter)
    this.#setFloat(Body.Failures, settings.failures)
  }

  #float(at: number): number {
    return this.#floats[(this.id + at) >> 1] as number
  }

  #setFloat(at: number, value: number): void {
    this.#floats[(this.id + at) >> 1] = value
  }
}
