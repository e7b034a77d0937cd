import { expect, it } from 'vitest'
import { dice } from '../records.testing.ts'
import { decodeUtf8 } from './utf8.ts'

it('decodes as the platform does, whatever the bytes are', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const bits = [
    0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
  ]
  const pick = dice(5)
  for (let round = 0; round < 3000; round++) {
    const bytes = Uint8Array.from({ length: pick(9) }, () => bits[pick(bits.length)] ?? 0)
    expect(decodeUtf8(bytes, 0, bytes.length)).toBe(decoder.decode(bytes))
  }
})

it('decodes long texts of all planes', () => {
  const text = 'a€並列😀'.repeat(3000)
  const bytes = new TextEncoder().encode(text)
  expect(decodeUtf8(bytes, 0, bytes.length)).toBe(text)
})
