/**
 * A simulated disk and network, for programs that wait for input and output more than they compute. Nothing leaves the page:
 * a device answers after its latency, at its bandwidth, and what it answers is made up from the name and a seed. While a
 * process or thread waits for it, its core and the GIL are free for others. Nothing that is written can be read again.
 */
declare module 'io' {
  export interface DeviceOptions {
    /** Seconds until an answer begins. Default: 0.1. */
    latency?: number
    /** Bytes per second, shared by all requests: they pass one after another. Default: 10 000 000; Infinity: no limit. */
    bandwidth?: number
    /** By which part of itself the latency may be shorter or longer: 0.5 makes it half to one and a half. Default: 0. */
    jitter?: number
    /** Which part of the requests fails with OSError: 0.1 is every tenth. Default: 0. */
    failures?: number
    /** How many requests it works on at once (at most 64); others queue. Default: null, any number. */
    concurrency?: number | null
    /** What jitter, failures and contents follow from. Default: the run's seed. */
    seed?: number
  }

  export interface WaitOptions {
    /** Seconds to wait for an answer; after that TimeoutError is thrown. Default: for ever. */
    timeout?: number | null
  }

  export interface ReadOptions extends WaitOptions {
    /** How many bytes come. Default: 65 536. */
    size?: number
  }

  export interface RequestOptions extends ReadOptions {
    /** Only for the reader of the program. Default: GET. */
    method?: string
    /** What is sent along: it takes time on the line, too. */
    body?: string | Uint8Array
  }

  export interface Response {
    readonly url: string
    readonly status: number
    /** Text, the same each time for the same url and seed. */
    readonly body: string
    /** How long it took, in milliseconds. */
    readonly ms: number
  }

  /**
   * A disk or server of its own. It may be sent to other processes, which then share it.
   * @example
   * const slow = new Device({ latency: 0.5, concurrency: 2 })
   * slow.request('https://example.com/').body.length
   */
  export class Device {
    constructor(options?: DeviceOptions)
    /** Changes it, for requests that come from now on. */
    configure(options: DeviceOptions): void
    /** Reads a text, the same each time for the same name and seed. */
    read(name: string, options?: ReadOptions): string
    /** Reads bytes, likewise. */
    readBytes(name: string, options?: ReadOptions): Uint8Array
    /** Writes, and tells how many bytes. The device forgets them at once. */
    write(name: string, data: string | Uint8Array, options?: WaitOptions): number
    /** Asks a server. Throws OSError when the request fails, TimeoutError when the answer comes too late. */
    request(url: string, options?: RequestOptions): Response
  }

  /**
   * Changes the device that all processes and threads share and the functions of this module use.
   * @example
   * configure({ latency: 0.2, bandwidth: 1e6 })
   */
  export function configure(options: DeviceOptions): void
  /**
   * Reads a text from the shared device. `await` it to let this process do other things meanwhile.
   * @example
   * const words = read('book.txt', { size: 10000 }).split(' ')
   */
  export function read(name: string, options?: ReadOptions): string
  /** Reads bytes from the shared device. */
  export function readBytes(name: string, options?: ReadOptions): Uint8Array
  /** Writes to the shared device, and tells how many bytes. */
  export function write(name: string, data: string | Uint8Array, options?: WaitOptions): number
  /**
   * Asks a server over the shared device.
   * @example
   * const { status, ms } = request('https://example.com/', { timeout: 1 })
   */
  export function request(url: string, options?: RequestOptions): Response

  /** The request failed. */
  export class OSError extends Error {
    /** What happened, as a short name. */
    readonly code: string
  }
  /** The answer did not come in time. An OSError, and the class of that name in `builtins` and `concurrent.futures`. */
  export class TimeoutError extends OSError {}
}
