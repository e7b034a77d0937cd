import { expect, test } from 'vitest'
import type { PyodideModule } from './pyodide.ts'
import { imageOf, takeImage, writeImage } from './snapshot.ts'

const PAGE = 65536
const references = {
  objects: { hiwireKeys: [null, { serialized: { bridge: 'sleep' } }], immortalKeys: ['名前'] },
  functions: {
    length: 7,
    libraries: { opened: [], places: {}, functions: {}, data: {} },
    named: [[3, 'strlen', 0]],
    closures: [[1, 2, 3]],
  },
} as const

/** As much of a Python as a snapshot looks at: `used` bytes that are not 0, and room for `most` in all. */
function memory(size: number, used: number, most = size): PyodideModule {
  const module = {
    HEAPU8: new Uint8Array(size),
    growMemory(wanted: number) {
      if (wanted > most) return
      const grown = new Uint8Array(wanted)
      grown.set(module.HEAPU8)
      module.HEAPU8 = grown
    },
  }
  module.HEAPU8.fill(1, 0, used)
  return module as unknown as PyodideModule
}

test('a memory and what it refers to come back as they were, without the pages that are empty', () => {
  const buffer = takeImage(memory(4 * PAGE, PAGE + 5), references)
  const image = imageOf(buffer)
  expect(image).toMatchObject(references)
  expect(image.heap.length).toBe(2 * PAGE)
  const target = memory(4 * PAGE, 4 * PAGE)
  writeImage(target, image)
  expect(target.HEAPU8).toEqual(memory(4 * PAGE, PAGE + 5).HEAPU8)
})

test('a memory that is too small grows, or says that it cannot', () => {
  const image = imageOf(takeImage(memory(3 * PAGE, 3 * PAGE), references))
  const target = memory(PAGE, 0, 3 * PAGE)
  writeImage(target, image)
  expect(target.HEAPU8).toEqual(image.heap)
  expect(() => writeImage(memory(PAGE, 0), image)).toThrow(RangeError)
})

test.each([
  ['its end is missing', (bytes: Uint8Array) => bytes.slice(0, -4)],
  ['its mark is another', (bytes: Uint8Array) => bytes.with(bytes.length - 1, 0)],
  ['it says that more is in it than there is', (bytes: Uint8Array) => bytes.with(bytes.length - 5, 0x7f)],
  ['it is empty', () => new Uint8Array(0)],
])('what is no snapshot is refused: %s', (_, damage) => {
  const bytes = damage(new Uint8Array(takeImage(memory(PAGE, 9), references)))
  const buffer = new SharedArrayBuffer(bytes.length)
  new Uint8Array(buffer).set(bytes)
  expect(() => imageOf(buffer)).toThrow()
})
