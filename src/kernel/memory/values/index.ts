import { readBuffers } from './buffers.ts'
import { OwnMap } from './builtins.ts'
import { Decoder } from './decoder.ts'
import { Encoder } from './encoder.ts'
import { Reader } from './reader.ts'
import { ShapeReader } from './shapes.ts'
import type { StateMaker } from './states.ts'
import { type Structure, structureOf } from './structure.ts'
import type { CodecEnvironment, Encoded, EncodeOptions, Reviver } from './types.ts'

export { DecodeError, EncodingError } from './errors.ts'
export {
  registerState,
  type SharedState,
  type StateCopy,
  StateKind,
  type StateMaker,
  type StateSnapshot,
  stateOf,
} from './states.ts'
export {
  type ClosureDescription,
  type CodecEnvironment,
  type Destination,
  type Encoded,
  type EncodeOptions,
  type Reviver,
  type SharedBuffers,
  TRANSFER,
  type Transfer,
} from './types.ts'

/** Turns values into bytes and back, for one process: what `pickle` is in Python. See the README beside it. */
export class Codec {
  readonly #environment: CodecEnvironment
  readonly #encoder: Encoder
  readonly #definitions = new ShapeReader()
  readonly #revivers = new OwnMap<string, Reviver>()
  readonly #decoder: Decoder
  /** Makes the copies of shared state; without it messages that hold some cannot be read. */
  states: StateMaker | null = null

  constructor(environment: CodecEnvironment) {
    this.#environment = environment
    this.#encoder = new Encoder(environment)
    this.#decoder = new Decoder(environment, this.#revivers, this.#definitions)
  }

  /** Says how kernel objects whose `Transfer` has this type are made again. */
  registerReviver(type: string, revive: Reviver): void {
    this.#revivers.set(type, revive)
  }

  /**
   * Encodes a value. Throws EncodingError, or what a kernel object throws that does not want to be sent. Getters of the
   * program run meanwhile; they may encode other values.
   */
  encode(value: unknown, options?: EncodeOptions): Encoded {
    const encoder = this.#encoder.busy ? new Encoder(this.#environment) : this.#encoder
    return encoder.encode(value, options)
  }

  /** Whether a value is an object whose fields can be shared one by one; null when it is none, or not to be looked into. */
  structureOf(value: object): Structure | null {
    return structureOf(value, this.#environment)
  }

  /** What instances of a class of the program inherit from. */
  prototypeOf(className: string): object | undefined {
    const found = this.#environment.classByName(className)
    return typeof found === 'function' ? ((found as { prototype: unknown }).prototype as object) : undefined
  }

  /** Names of the SharedArrayBuffers that a message needs. Throws DecodeError. */
  sharedBuffersOf(bytes: Uint8Array): readonly string[] {
    if (bytes.length === 0) return []
    return readBuffers(new Reader(bytes, this.#environment))?.shared ?? []
  }

  /** The value that was encoded in the first `length` of `bytes`, which lie in private memory. Throws DecodeError. */
  decode(bytes: Uint8Array, length = bytes.length): unknown {
    const decoder = this.#decoder.busy
      ? new Decoder(this.#environment, this.#revivers, this.#definitions)
      : this.#decoder
    return decoder.decode(bytes, length, this.states)
  }

  /** Whether a value is being written or read: what runs meanwhile must not begin with messages of its own. */
  get busy(): boolean {
    return this.#decoder.busy || this.#encoder.busy
  }
}
