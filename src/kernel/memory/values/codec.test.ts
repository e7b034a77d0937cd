import { describe, expect, test } from 'vitest'
import {
  Bag,
  known,
  makeCodec,
  Point,
  ProgramError,
  Registry,
  Stack,
  UnknownError,
} from './environment.testing.ts'
import { Generator } from './generate.testing.ts'
import { type Codec, TRANSFER, type Transfer } from './index.ts'
import { difference } from './sameStructure.testing.ts'

function pass<T>(value: T, codec: Codec = makeCodec()): T {
  return codec.decode(codec.encode(value).bytes.slice()) as T
}

describe('values', () => {
  test('random graphs arrive with the same structure, classes and identities', () => {
    const codec = makeCodec()
    for (let seed = 1; seed <= 3000; seed++) {
      const value = new Generator(seed).value(5)
      const found = difference(value, pass(value, codec))
      expect(found, `seed ${seed}`).toBeNull()
    }
  })

  test('strings survive whole, whatever their length and characters', () => {
    const codec = makeCodec()
    for (const part of ['a', 'é', '日', '😀', '\ud800', '\udfff', '\ufeff', '\0']) {
      for (const n of [1, 2, 39, 40, 41, 63, 64, 159, 160, 161, 5000]) {
        for (const text of [part.repeat(n), 'a'.repeat(n) + part]) expect(pass(text, codec)).toBe(text)
      }
    }
  })

  test('runs of numbers keep minus zero, NaN and every width', () => {
    for (const array of [
      [0, -0],
      [1, 2, 127, -128],
      [300, -300],
      [1e9, -1e9],
      [1, 2.5, Number.NaN],
      [2 ** 31],
    ]) {
      expect(difference(array, pass(array))).toBeNull()
      expect(difference({ x: 'pad', array }, pass({ x: 'pad', array }))).toBeNull()
    }
  })

  test('an array of mostly holes is as small as what it holds', () => {
    const array: unknown[] = []
    array[5] = 'five'
    array[4_000_000_000] = array
    array.length = 4_294_967_295
    const codec = makeCodec()
    expect(codec.encode(array).bytes.length).toBeLessThan(40)
    const copy = pass(array, codec)
    expect(copy.length).toBe(array.length)
    expect(Object.keys(copy)).toEqual(['5', '4000000000'])
    expect(copy[4_000_000_000]).toBe(copy)
  })

  test('100,000 levels of nesting arrive', () => {
    let value: unknown = 'bottom'
    for (let i = 0; i < 100_000; i++) {
      value =
        i % 4 === 0
          ? [value]
          : i % 4 === 1
            ? { value }
            : i % 4 === 2
              ? new Map([['k', value]])
              : new Set([value])
    }
    expect(difference(value, pass(value))).toBeNull()
  })

  test('objects of one shape write their keys once', () => {
    const items = Array.from({ length: 100 }, (_, i) => ({ identifier: i, description: i }))
    expect(makeCodec().encode(items).bytes.length).toBeLessThan(600)
    expect(pass(items)).toEqual(items)
  })
})

describe('buffers', () => {
  test('views on one buffer share it on the other side too', () => {
    const buffer = new ArrayBuffer(32)
    const [words, bytes, whole] = pass([
      new Int32Array(buffer, 8, 2),
      new Uint8Array(buffer),
      buffer,
    ] as const)
    words[0] = 0x01020304
    expect(bytes[8]).toBe(4)
    expect(bytes.buffer).toBe(whole)
  })

  test('a chunk of a large array costs no more than the chunk', () => {
    const large = new Float64Array(100_000).map((_, i) => i)
    const codec = makeCodec()
    expect(codec.encode(large.subarray(5000, 5010)).bytes.length).toBeLessThan(120)
    expect([...pass(large.subarray(5000, 5003))]).toEqual([5000, 5001, 5002])
  })
})

describe('what belongs to the program', () => {
  test('instances keep their class without running its constructor or setters', () => {
    const point = new Point(3, 4)
    Object.defineProperty(point, 'label', { value: 'p', enumerable: true })
    const copy = pass(point)
    expect(copy).toBeInstanceOf(Point)
    expect(copy.length).toBe(5)
    expect(Object.getOwnPropertyDescriptor(copy, 'label')?.value).toBe('p')
  })

  test('its subclasses of Map, Set, Array and Error keep class, content and fields', () => {
    const registry = new Registry([['a', 1]])
    registry.owner = 'me'
    const stack = Stack.from([1, 2]) as Stack
    stack.top = 2
    const copy = pass({ registry, stack, bag: new Bag([1]), error: new ProgramError('no') })
    expect([copy.registry.get('a'), copy.registry.owner]).toEqual([1, 'me'])
    expect([copy.stack.length, copy.stack.top, copy.stack instanceof Stack]).toEqual([2, 2, true])
    expect(copy.bag.has(1)).toBe(true)
    expect(copy.error).toBeInstanceOf(ProgramError)
    expect(copy.error.detail).toEqual({ code: 7 })
    expect(copy.error.message).toBe('no')
  })

  test('an error of an unknown class arrives as its built-in ancestor under its own name', () => {
    const copy = pass(new UnknownError('lost'))
    expect(Object.getPrototypeOf(copy)).toBe(TypeError.prototype)
    expect(`${copy}`).toBe('UnknownError: lost')
    expect(copy.stack).toContain('codec.test')
  })

  test('functions and classes cross by reference', () => {
    expect(pass([known, Point])).toEqual([known, Point])
  })
})

class Handle {
  readonly address: number
  inner: unknown
  constructor(address: number, inner?: unknown) {
    this.address = address
    this.inner = inner
  }
  [TRANSFER](): Transfer {
    if (this.address < 0) throw new RangeError('closed')
    return { type: 'handle', data: [this.address, this.inner], objects: [this.address] }
  }
}

describe('kernel objects', () => {
  const codec = makeCodec()
  codec.registerReviver('handle', data => {
    const [address, inner] = data as [number, unknown]
    return new Handle(address, inner)
  })

  test('are revived, nested and once per object, and the message tells what must stay alive', () => {
    const handle = new Handle(40, new Handle(50))
    const { bytes, objects } = codec.encode({ a: handle, b: [handle] })
    expect(objects).toEqual([40, 50])
    const copy = codec.decode(bytes.slice()) as { a: Handle; b: Handle[] }
    expect(copy.a).toBeInstanceOf(Handle)
    expect(copy.b[0]).toBe(copy.a)
    expect((copy.a.inner as Handle).address).toBe(50)
  })

  test('arrive whole from below the depth at which bodies are put off', () => {
    let value: unknown = new Handle(7, { deep: [1, 'x'] })
    for (let i = 0; i < 250; i++) value = [value]
    let copy = pass(value, codec)
    while (Array.isArray(copy)) copy = copy[0]
    expect((copy as Handle).inner).toEqual({ deep: [1, 'x'] })
  })

  test('may refuse to be sent with an error of their own', () => {
    expect(() => codec.encode([new Handle(-1)])).toThrow(new RangeError('closed'))
  })
})

test('a getter that sends another message does not disturb the first', () => {
  const codec = makeCodec()
  const value = {
    before: 'b',
    get inner() {
      return [...codec.encode({ other: 'x'.repeat(100) }).bytes].length
    },
    after: [1, 'a'],
  }
  expect(pass(value, codec)).toEqual({ before: 'b', inner: expect.any(Number), after: [1, 'a'] })
})

test('a program that patches built-ins does not disturb the codec', () => {
  const codec = makeCodec()
  const value = { list: ['a', new Map([[1, 'x']])], error: new Error('e'), view: new Uint8Array(3) }
  // Engines format a stack when it is first read, and the test runner's hook for that needs whole built-ins.
  expect(value.error.stack).toContain('codec.test')
  const saved = {
    push: Array.prototype.push,
    get: Map.prototype.get,
    set: Map.prototype.set,
    keys: Object.keys,
  }
  const iterator = Array.prototype[Symbol.iterator]
  const broken = (): never => {
    throw new Error('patched')
  }
  Object.assign(Array.prototype, { push: broken, [Symbol.iterator]: broken })
  Object.assign(Map.prototype, { get: broken, set: broken })
  Object.keys = broken
  let copy: unknown
  try {
    copy = codec.decode(new Uint8Array(codec.encode(value).bytes))
  } finally {
    Object.assign(Array.prototype, { push: saved.push, [Symbol.iterator]: iterator })
    Object.assign(Map.prototype, { get: saved.get, set: saved.set })
    Object.keys = saved.keys
  }
  expect(difference(value, copy)).toBeNull()
})
