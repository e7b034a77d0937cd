import { Codec, type CodecEnvironment, StateKind, type StateMaker } from './index.ts'

export class Point {
  x: number
  y: number
  constructor(x: number, y: number) {
    if (x === undefined) throw new Error('constructed without arguments')
    this.x = x
    this.y = y
  }
  get length(): number {
    return Math.hypot(this.x, this.y)
  }
  /** A field of this name must not run into this setter. */
  set label(_: string) {
    throw new Error('a setter ran')
  }
}
export class Registry extends Map<unknown, unknown> {
  owner = 'nobody'
}
export class Bag extends Set<unknown> {}
export class Stack extends Array<unknown> {
  top = 0
}
export class ProgramError extends RangeError {
  detail = { code: 7 }
}
export class Moment extends Date {}
export class Unknown {}
export class UnknownError extends TypeError {
  override name = 'UnknownError'
}
export const known = (): string => 'known'
export const closure = (): string => 'closure'

const classes = [Point, Registry, Bag, Stack, ProgramError, Moment]
const encoder = new TextEncoder()
const decoder = new TextDecoder()

const environment: CodecEnvironment = {
  functionNumber: f => (f === known ? 3 : -1),
  functionByNumber: n => (n === 3 ? known : undefined),
  closureOf: f =>
    f === closure ? { name: 'closure', captured: ['factor', 'base'], file: 'main.ts', line: 12 } : null,
  className: type => classes.find(c => c === type)?.name ?? null,
  classByName: name => classes.find(c => c.name === name),
  encodeText: text => encoder.encode(text),
  decodeText: bytes => decoder.decode(bytes),
}

export const makeCodec = (): Codec => new Codec(environment)

/** A codec whose processes have been given these buffers, by name. */
export function makeSharingCodec(buffers: ReadonlyMap<string, SharedArrayBuffer>): Codec {
  const idOf = (buffer: SharedArrayBuffer): string | null =>
    [...buffers].find(([, other]) => other === buffer)?.[0] ?? null
  return new Codec({ ...environment, buffers: { idOf, byId: id => buffers.get(id) } })
}

/** Copies of shared state as ordinary objects, for a codec without an arena. */
export const plainCopies: StateMaker = {
  create(kind) {
    const proxy: Record<string, unknown> = kind === StateKind.Array ? ([] as never) : {}
    return {
      proxy,
      put: (key, value) => {
        Object.defineProperty(proxy, key, { value, writable: true, enumerable: true, configurable: true })
      },
    }
  },
}
