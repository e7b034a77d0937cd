import { describe, expect, it } from 'vitest'
import { createConsole, format } from './console.ts'
import { inspect } from './inspect.ts'

const options = { error: (error: Error) => `${error.name}: ${error.message}` }
const show = (...values: unknown[]): string => format(values, options)

describe('the console', () => {
  it('shows a text bare on its own and quoted inside a value', () => {
    expect(show('a', ['b', "it's"], { text: 'c' })).toBe(`a [ 'b', "it's" ] { text: 'c' }`)
  })

  it('puts values into the places of a leading text', () => {
    expect(show('%s is %d%% of %o, %i', 'x', '5', { a: 1 }, 3.7, 'rest')).toBe('x is 5% of { a: 1 }, 3 rest')
    expect(show('%s')).toBe('%s')
    expect(show('%d', 5n)).toBe('5n')
  })

  it('shows values of every kind', () => {
    class Point {
      constructor(
        readonly x: number,
        readonly y: number,
      ) {}
    }
    expect(show(-0, 1n, null, undefined, true, Symbol('s'))).toBe('-0 1n null undefined true Symbol(s)')
    expect(
      show(
        new Point(1, 2),
        Point,
        function f() {},
        () => 1,
      ),
    ).toBe('Point { x: 1, y: 2 } [class Point] [Function: f] [Function: (anonymous)]')
    expect(show(new Map([['a', { b: 1 }]]), new Set([1, 'x']))).toBe(
      "Map(1) { 'a' => { b: 1 } } Set(2) { 1, 'x' }",
    )
    expect(show(new Uint8Array([1, 2]), Object.assign([1], { 2: 3 }), /x/g, new Date(0))).toBe(
      'Uint8Array(2) [ 1, 2 ] [ 1, <1 empty item>, 3 ] /x/g 1970-01-01T00:00:00.000Z',
    )
    expect(
      show(
        Object.create(null),
        {
          get a() {
            return 1
          },
        },
        Promise.resolve(1),
      ),
    ).toBe('[Object: null prototype] {} { a: [Getter] } Promise { … }')
    expect(show({ error: new TypeError('no') }, new Error('out', { cause: 'in' }))).toBe(
      "{ error: TypeError: no } Error: out\n  [cause]: 'in'",
    )
  })

  it('stops at cycles, at depth, at long lists and at what throws', () => {
    const cycle: Record<string, unknown> = { a: 1 }
    cycle.self = cycle
    expect(show(cycle)).toBe('{ a: 1, self: [Circular] }')
    expect(show({ a: { b: { c: { d: 1 } } } })).toBe('{ a: { b: { c: [Object] } } }')
    expect(show(Array.from({ length: 200 }, () => 1))).toMatch(/… 100 more items\n\]$/)
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('go away')
        },
      },
    )
    expect(show(hostile)).toBe('[unreadable: go away]')
  })

  it('breaks what is too long for a line', () => {
    const long = { first: 'x'.repeat(40), second: 'y'.repeat(40) }
    expect(inspect(long, options)).toBe(`{\n  first: '${'x'.repeat(40)}',\n  second: '${'y'.repeat(40)}'\n}`)
  })

  it('writes each call as one output, errors to standard error', () => {
    const written: string[] = []
    let clock = 0
    const console = createConsole(
      (stream, text) => written.push(`${stream} ${text}`),
      options,
      () => clock,
    )
    console.log('a\nb')
    console.error('c')
    console.dir({ a: { b: 1 } }, { depth: 0 })
    console.assert(1 < 0, 'no')
    console.group('in')
    console.count()
    console.time('t')
    clock = 1.5
    console.timeEnd('t')
    console.groupEnd()
    console.table([{ a: 1 }, { a: 22 }])
    expect(written).toEqual([
      '1 a\nb',
      '2 c',
      '1 { a: [Object] }',
      '2 Assertion failed: no',
      '1 in',
      '1   default: 1',
      '1   t: 1.500 ms',
      '1 ┌─────────┬────┐\n│ (index) │ a  │\n├─────────┼────┤\n│ 0       │ 1  │\n│ 1       │ 22 │\n└─────────┴────┘',
    ])
  })
})
