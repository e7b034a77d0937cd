/** What the codec needs to know of the program and of the host. */
export interface CodecEnvironment {
  /** Index in the program's table of functions; -1: not in it. */
  functionNumber(f: object): number
  functionByNumber(n: number): object | undefined
  /** What is known of a function that uses local variables. */
  closureOf(f: object): ClosureDescription | null
  /** Name of one of the program's own classes; null for any other function. */
  className(type: object): string | null
  classByName(name: string): object | undefined
  /** The program's own shared memory; without it SharedArrayBuffers cannot be encoded. */
  readonly buffers?: SharedBuffers
  /** UTF-8. Asked for long texts only. */
  encodeText(text: string): Uint8Array
  /** `bytes` lie in private memory. */
  decodeText(bytes: Uint8Array): string
}

/** Shared memory crosses by name: whoever decodes the message must have been given the buffer. */
export interface SharedBuffers {
  /** The name of a buffer in its run; null for one that cannot be sent by itself. */
  idOf(buffer: SharedArrayBuffer): string | null
  byId(id: string): SharedArrayBuffer | undefined
}

export interface ClosureDescription {
  readonly name: string
  readonly captured: readonly string[]
  readonly file: string
  readonly line: number
}

/**
 * Where a message goes: to a thread of this process (which may name what stays with the process), to a child that is forked
 * (copies what its parent's memory holds) or begins anew, or as a message to whoever takes it.
 */
export type Destination = 'thread' | 'fork' | 'spawn' | 'forkserver' | 'message'

export interface EncodeOptions {
  /** Told to what crosses by TRANSFER. Default: `message`. */
  readonly to?: Destination
  /** What cannot be encoded becomes a poison, which throws at its first use, instead of failing the message. */
  readonly lenient?: boolean
  /** What the value is called in the paths of errors: `args`. `value` when absent. */
  readonly root?: string
  /** For a value `[[a, b], [c]]` of variables' values: their names, so that paths start with them. */
  readonly names?: readonly (readonly string[])[]
}

export interface Encoded {
  /** A view on a private buffer, valid until the next `encode`. */
  readonly bytes: Uint8Array
  /** Arena objects that the message names: they must stay alive until it is decoded. */
  readonly objects: readonly number[]
}

/** How a kernel object crosses: method of a class, never a property of a plain object. */
export const TRANSFER: unique symbol = Symbol('weft.transfer')

export interface Transferable {
  [TRANSFER](to: Destination): Transfer
}

export interface Transfer {
  /** Which reviver makes the object again. */
  readonly type: string
  readonly data: unknown
  /** Arena objects that must stay alive. */
  readonly objects: readonly number[]
}

/** Makes an object from the data of its `Transfer`. */
export type Reviver = (data: unknown) => object
