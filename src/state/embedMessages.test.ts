import { expect, test } from 'vitest'
import { readMessage } from './embedMessages.ts'

test('a message may name its version, and one of another version is passed over', () => {
  expect(readMessage({ target: 'weft', type: 'stop' })).toEqual({ type: 'stop' })
  expect(readMessage({ target: 'weft', version: 1, type: 'stop' })).toEqual({ type: 'stop' })
  for (const version of [2, '1', null])
    expect(readMessage({ target: 'weft', version, type: 'stop' })).toBeNull()
})
