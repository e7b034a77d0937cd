import { describe, expect, test } from 'vitest'
import { below, xorshift32 } from '../../../base/prng.ts'
import { makeCodec, makeSharingCodec, Point, plainCopies } from './environment.testing.ts'
import {
  type Codec,
  DecodeError,
  type Destination,
  registerState,
  StateKind,
  type StateSnapshot,
  TRANSFER,
} from './index.ts'

const buffer = new SharedArrayBuffer(64)
const sharing = (): Codec => makeSharingCodec(new Map([['1:1', buffer]]))
const pass = <T>(value: T, codec: Codec): T => codec.decode(codec.encode(value).bytes.slice()) as T

/** An object that stands for shared state, as a proxy of the kernel's does. */
function state(snapshot: Partial<StateSnapshot>): object {
  const proxy = {}
  const whole = { kind: StateKind.Plain, className: '', keys: [], values: [], ...snapshot }
  registerState(proxy, {
    transfer: () => ({ type: 'state', data: 40, objects: [40] }),
    snapshot: () => whole,
  })
  return proxy
}

describe('shared memory of the program', () => {
  test('crosses by name, and views of it keep their place', () => {
    const codec = sharing()
    const views = [new Int32Array(buffer, 8, 3), new DataView(buffer, 5), new BigInt64Array(buffer)] as const
    const [words, data, wide, whole] = pass([...views, buffer] as const, codec)
    expect(whole).toBe(buffer)
    expect([words.buffer, data.buffer, wide.buffer].every(one => one === buffer)).toBe(true)
    expect([words.byteOffset, words.length, data.byteOffset, data.byteLength, wide.length]).toEqual([
      8, 3, 5, 59, 8,
    ])
  })

  test('a message tells which buffers it needs before it is decoded', () => {
    const codec = sharing()
    const { bytes } = codec.encode({ copied: new Uint8Array(9), shared: [buffer, new Uint8Array(buffer)] })
    expect(codec.sharedBuffersOf(bytes)).toEqual(['1:1'])
    expect(codec.sharedBuffersOf(codec.encode([1]).bytes)).toEqual([])
    expect(codec.sharedBuffersOf(new Uint8Array(0))).toEqual([])
  })

  test('a process that was not given the buffer is told how to get it', () => {
    const bytes = sharing().encode([buffer]).bytes.slice()
    for (const codec of [makeCodec(), makeSharingCodec(new Map())]) {
      expect(() => codec.decode(bytes)).toThrow(expect.objectContaining({ code: 'decode.buffer' }))
    }
  })
})

describe('the destination of a message', () => {
  class Handle {
    [TRANSFER](to: Destination) {
      return { type: 'handle', data: to, objects: [] }
    }
  }

  test('is told to what crosses, a message by default', () => {
    const codec = makeCodec()
    codec.registerReviver('handle', data => ({ to: data }))
    for (const to of ['thread', 'fork', 'spawn', 'forkserver', 'message'] as const) {
      expect(codec.decode(codec.encode([new Handle()], { to }).bytes.slice())).toEqual([{ to }])
    }
    expect(codec.decode(codec.encode(new Handle()).bytes.slice())).toEqual({ to: 'message' })
  })

  test('decides whether shared state crosses as itself or as a copy', () => {
    const codec = makeCodec()
    codec.states = plainCopies
    codec.registerReviver('state', id => ({ id }))
    const inner = state({ kind: StateKind.Array, values: [1, 'two'] })
    const outer = state({ keys: ['a', 'b', '__proto__'], values: [inner, inner, 3] })
    const byReference = codec.encode([outer], { to: 'thread' })
    expect(byReference.objects).toEqual([40])
    expect(codec.decode(byReference.bytes.slice())).toEqual([{ id: 40 }])
    const copied = codec.encode([outer, inner], { to: 'fork' })
    expect(copied.objects).toEqual([])
    const [copy, list] = codec.decode(copied.bytes.slice()) as [Record<string, unknown>, unknown[]]
    expect(copy.a).toEqual([1, 'two'])
    expect([copy.a === copy.b, copy.a === list]).toEqual([true, true])
    expect(Object.keys(copy)).toEqual(['a', 'b', '__proto__'])
  })
})

describe('damaged bytes of messages with shared memory and shared state', () => {
  test('give a value or a DecodeError', () => {
    let random = 11
    const next = (n: number): number => {
      random = xorshift32(random)
      return below(random, n)
    }
    const value = [
      new Uint16Array(buffer, 2, 7),
      buffer,
      new Float64Array(3),
      state({ kind: StateKind.Instance, className: Point.name, keys: ['x', 'y'], values: [1, buffer] }),
      state({ kind: StateKind.Array, values: [state({ keys: ['deep'], values: ['x'.repeat(80)] })] }),
    ]
    const whole = sharing().encode(value).bytes.slice()
    for (let i = 0; i < 4000; i++) {
      const codec = sharing()
      codec.states = plainCopies
      const bytes = i < whole.length ? whole.slice(0, i) : whole.slice()
      if (i >= whole.length) for (let n = 0; n < 1 + next(3); n++) bytes[next(bytes.length)] = next(256)
      try {
        codec.decode(bytes)
        codec.sharedBuffersOf(bytes)
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error
      }
    }
  })
})
