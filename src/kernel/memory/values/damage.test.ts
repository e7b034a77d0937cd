import { describe, expect, test } from 'vitest'
import { below, xorshift32 } from '../../../base/prng.ts'
import { makeCodec } from './environment.testing.ts'
import { Generator } from './generate.testing.ts'
import { DecodeError } from './index.ts'

/** Decodes what may be damaged: a value or a DecodeError, nothing else. */
function attempt(bytes: Uint8Array): void {
  try {
    makeCodec().decode(bytes)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
  }
}

describe('damaged bytes', () => {
  test('changed bytes give a value or a DecodeError, quickly', () => {
    let state = 7
    const next = (n: number): number => {
      state = xorshift32(state)
      return below(state, n)
    }
    for (let seed = 1; seed <= 1500; seed++) {
      const bytes = makeCodec().encode(new Generator(seed).value(4)).bytes.slice()
      for (let i = 0; i < 1 + next(4); i++) bytes[next(bytes.length)] = next(256)
      attempt(bytes)
    }
  })

  test('a message cut short anywhere gives a DecodeError', () => {
    const bytes = makeCodec().encode(new Generator(5).value(6)).bytes.slice()
    const whole = makeCodec()
      .encode([{ a: 1, text: 'é'.repeat(99) }, new Float64Array(2), new Map([[1, new Date(0)]]), [1.5, 2]])
      .bytes.slice()
    for (const message of [bytes, whole]) {
      for (let n = 0; n < message.length; n++) {
        expect(() => makeCodec().decode(message.slice(0, n))).toThrow(DecodeError)
      }
    }
  })

  test('random bytes give a value or a DecodeError', () => {
    let state = 99
    for (let i = 0; i < 3000; i++) {
      const bytes = new Uint8Array(1 + (i % 200))
      for (let j = 1; j < bytes.length; j++) {
        state = xorshift32(state)
        bytes[j] = state >>> 24
        if ((state & 3) !== 0) bytes[j] = (bytes[j] as number) & 0x3f
      }
      attempt(bytes)
    }
  })

  test('a length that no message could hold is refused before memory is taken', () => {
    const huge = [0xff, 0xff, 0xff, 0xff, 0x07]
    for (const tag of [11, 12, 13, 15, 17, 18, 19, 20, 23, 24, 25]) {
      expect(() => makeCodec().decode(Uint8Array.of(0, tag, ...huge, 0, 0, 0))).toThrow(DecodeError)
    }
  })

  test('a long chain of tags that contain one another does not exhaust the stack', () => {
    for (const tag of [32, 26, 35]) {
      expect(() => makeCodec().decode(new Uint8Array(1_000_000).fill(tag, 1))).toThrow(DecodeError)
    }
  })

  test('names that this process does not have are told', () => {
    expect(() => makeCodec().decode(Uint8Array.of(0, 33, 9))).toThrow(
      expect.objectContaining({ code: 'decode.function', params: { name: 9 } }),
    )
    expect(() => makeCodec().decode(Uint8Array.of(0, 34, 0x41, 0x51))).toThrow(
      expect.objectContaining({ code: 'decode.class', params: { name: 'Q' } }),
    )
    expect(() => makeCodec().decode(Uint8Array.of(0, 35, 0x41, 0x51))).toThrow(
      expect.objectContaining({ code: 'decode.type', params: { name: 'Q' } }),
    )
  })
})
