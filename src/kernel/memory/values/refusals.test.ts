import { describe, expect, test } from 'vitest'
import { closure, Moment, makeCodec, Unknown } from './environment.testing.ts'
import { type EncodeOptions, EncodingError, TRANSFER } from './index.ts'

function refusal(value: unknown, options?: EncodeOptions): EncodingError {
  try {
    makeCodec().encode(value, options)
  } catch (error) {
    if (error instanceof EncodingError) return error
    throw error
  }
  throw new Error('it was encoded')
}

class Nested {
  [TRANSFER]() {
    return { type: 'nested', data: new Nested(), objects: [] }
  }
}
function* generator() {
  yield 1
}
async function* stream() {
  yield 1
}

describe('what cannot be encoded is refused by name and path', () => {
  const cases: readonly (readonly [string, string, unknown, Record<string, string | number>])[] = [
    [
      'a function that captures locals',
      'closure',
      closure,
      { name: 'closure', captured: 'factor, base', file: 'main.ts', line: 12 },
    ],
    ['a function of no table', 'function', Math.sin, { name: 'sin' }],
    ['a symbol', 'symbol', Symbol('s'), { name: 'Symbol(s)' }],
    ['a boxed symbol', 'symbol', Object(Symbol('s')), {}],
    ['a promise', 'promise', Promise.resolve(), {}],
    ['a generator', 'iterator', generator(), {}],
    ['an async generator', 'iterator', stream(), {}],
    ['an iterator', 'iterator', new Map().entries(), {}],
    ['a WeakMap', 'weak', new WeakMap(), { type: 'WeakMap' }],
    ['a WeakRef', 'weak', new WeakRef({}), { type: 'WeakRef' }],
    ['a SharedArrayBuffer', 'sharedArrayBuffer', new SharedArrayBuffer(8), {}],
    ['a view on shared memory', 'sharedArrayBuffer', new Int32Array(new SharedArrayBuffer(8)), {}],
    ['an instance of an unknown class', 'class', new Unknown(), { name: 'Unknown' }],
    ['an instance of a built-in class that is not known', 'class', new URL('a:b'), { name: 'URL' }],
    ['a subclass of Date', 'subclass', new Moment(), { name: 'Moment', base: 'Date' }],
    ['an object that inherits from an object', 'prototype', Object.create({ a: 1 }), {}],
    ['kernel objects without end', 'depth', new Nested(), {}],
    ['a false Date', 'unreadable', Object.create(Date.prototype), {}],
  ]

  test.each(cases)('%s', (_, reason, value, params) => {
    const error = refusal([1, { items: [0, 0, 0, { callback: value }] }], { root: 'args' })
    expect(error.code).toBe(`encode.${reason}`)
    expect(error.params).toMatchObject(params)
    expect(error.params.path).toMatch(/^args\[1\]\.items\[3\]\.callback/)
    expect(error.message).toContain('args[1].items[3].callback')
  })

  test('a getter that throws', () => {
    const value = {
      get broken(): never {
        throw new TypeError('no')
      },
    }
    expect(refusal({ a: value }).params).toEqual({ path: 'value.a.broken', reason: 'TypeError: no' })
  })
})

describe('paths', () => {
  const s = Symbol('s')
  test.each([
    ['value', s, {}],
    ['args', s, { root: 'args' }],
    ['value["a b"].c', { 'a b': { c: s } }, {}],
    ['args[0]', { args: [s] }, { root: '' }],
    ['value.get("k")[1]', new Map([['k', [1, s]]]), {}],
    ['value.keys()[0]', new Map([[s, 1]]), {}],
    ['value.values()[1].x', new Set([1, { x: s }]), {}],
    ['value.cause', new Error('e', { cause: s }), {}],
    ['counter.items[2]', [[0], [0, { items: [0, 0, s] }]], { names: [['a'], ['b', 'counter']] }],
  ])('%s', (path, value, options) => {
    expect(refusal(value, options).params.path).toBe(path)
  })

  test('of very deep values are cut in the middle', () => {
    let value: unknown = { callback: closure }
    for (let i = 0; i < 1000; i++) value = [value]
    expect(refusal([[value]], { names: [['tree']] }).params.path).toMatch(/^tree….*\.callback$/)
  })
})
