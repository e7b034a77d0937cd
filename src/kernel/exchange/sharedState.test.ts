import { beforeEach, describe, expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { KernelError } from '../errors.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { Codec, EncodingError } from '../memory/values/index.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { SharedStates, STATE_REVIVER } from './sharedState.ts'

class Account {
  balance = 0
  deposit(n: number): void {
    this.balance = this.balance + n
  }
  get double(): number {
    return this.balance * 2
  }
  set double(n: number) {
    this.balance = n / 2
  }
}
const known = new Map<string, object>([['Account', Account]])

let kernel: Kernel
let states: SharedStates
const share = <T extends object>(value: T): T => states.share(value) as T

beforeEach(() => {
  const host = nodeHost({})
  kernel = Kernel.attach(createArena(defaultPlan(2), 1 << 24), MAIN_SLOT, host)
  kernel.codec = new Codec({
    functionNumber: () => -1,
    functionByNumber: () => undefined,
    closureOf: () => null,
    className: type => [...known].find(([, made]) => made === type)?.[0] ?? null,
    classByName: name => known.get(name),
    encodeText: host.encodeText,
    decodeText: host.decodeText,
  })
  states = new SharedStates(kernel)
  kernel.codec.states = states
  kernel.codec.registerReviver(STATE_REVIVER, id => states.attach(id as number))
  kernel.waitForClaim()
  // Nobody empties the ring in these tests.
  kernel.trace.operation = () => {}
  kernel.trace.plain = () => {}
})

describe('shared state looks like the object it was made from', () => {
  test('fields, items and nested pieces read and write', () => {
    const state = share({ n: 1, text: 'héllo \ud800', list: [1, 'two', null], inner: { deep: { on: true } } })
    state.n += 4
    state.list.push(5)
    state.inner.deep.on = false
    expect(state.n).toBe(5)
    expect(state.text).toBe('héllo \ud800')
    expect(JSON.parse(JSON.stringify(state))).toEqual({
      n: 5,
      text: state.text,
      list: [1, 'two', null, 5],
      inner: { deep: { on: false } },
    })
    expect({ ...state.inner.deep }).toEqual({ on: false })
    expect(Array.isArray(state.list)).toBe(true)
    expect([...state.list]).toEqual([1, 'two', null, 5])
  })

  test('a piece is one object however often it is read', () => {
    const state = share({ a: { x: 1 }, same: null as object | null })
    state.same = state.a
    expect(state.a).toBe(state.a)
    expect(state.same).toBe(state.a)
  })

  test('keys come and go in order, whole numbers first', () => {
    const state: Record<string, unknown> = share({ b: 1, a: 2 })
    state['10'] = 'ten'
    state['9'] = 'nine'
    delete state.b
    state.b = 3
    expect(Object.keys(state)).toEqual(['9', '10', 'a', 'b'])
    expect(['a' in state, 'c' in state, 'toString' in state]).toEqual([true, false, true])
    expect(Object.entries(state)).toEqual([
      ['9', 'nine'],
      ['10', 'ten'],
      ['a', 2],
      ['b', 3],
    ])
    expect(Object.hasOwn(state, 'c')).toBe(false)
  })

  test('methods, getters and setters of a class run on the shared fields', () => {
    const account = share(new Account())
    account.deposit(5)
    account.deposit(6)
    expect([account.balance, account.double, account instanceof Account]).toEqual([11, 22, true])
    account.double = 8
    expect(account.balance).toBe(4)
    expect(Object.keys(account)).toEqual(['balance'])
  })

  test('every kind of value survives', () => {
    const date = new Date(5)
    const values = [undefined, null, true, false, -0, Number.NaN, 12n, '', date, /x/g, new Uint8Array([1, 2])]
    const state = share({ values })
    expect([...state.values]).toEqual(values)
    expect(Object.is(state.values[4], -0)).toBe(true)
  })

  test('an array does what an array does', () => {
    let random = 7
    const next = (n: number): number => {
      random = (Math.imul(random, 1103515245) + 12345) >>> 0
      return (random >>> 8) % n
    }
    const state = share({ list: [] as unknown[] })
    const twin: unknown[] = []
    const actions: ((list: unknown[], a: number, b: number) => unknown)[] = [
      (list, a, b) => list.push(a, `${b}`),
      list => list.pop(),
      list => list.shift(),
      (list, a, b) => list.unshift(a, b, 'front'),
      (list, a, b) => list.splice(a % (list.length + 1), 2, 'spliced', b),
      list => list.reverse().length,
      (list, a) => list.length > 0 && list.fill(a, a % list.length, (a % list.length) + 1).length,
      list => list.sort().length,
      (list, a) => list.indexOf(a),
      (list, a) => list.slice(a % 5),
      list => list.map(x => `${x}`).join(),
      (list, a) => list.concat([a]).length,
    ]
    for (let i = 0; i < 3000; i++) {
      const action = actions[next(twin.length > 60 ? 3 : actions.length)] as (typeof actions)[number]
      const [a, b] = [next(50), next(50)]
      expect(action(state.list, a, b)).toEqual(action(twin, a, b))
      if (i % 50 === 0) expect([...state.list]).toEqual(twin)
      if (i % 500 === 499) {
        state.list.length = 3
        twin.length = 3
      }
    }
    expect(JSON.stringify(state.list)).toBe(JSON.stringify(twin))
  })

  test('circles and shared references arrive as such', () => {
    const shared = { n: 1 }
    const value: { a: object; b: object; self: object | null } = { a: shared, b: shared, self: null }
    value.self = value
    const state = share(value)
    expect(state.a).toBe(state.b)
    expect(state.self).toBe(state)
  })
})

describe('what shared state refuses', () => {
  test.each([
    ['a function', () => 1, 'shared.value', 'x'],
    ['a symbol', Symbol('s'), 'shared.value', 'x'],
    ['a promise', Promise.resolve(), 'shared.value', 'x'],
    ['a Map', new Map(), 'shared.collection', 'x'],
    ['a Set within', { list: [0, new Set()] }, 'shared.collection', 'x.list[1]'],
    ['an instance of an unknown class', new (class Hidden {})(), 'encode.class', 'x'],
  ])('%s', (_, value, code, path) => {
    const state: Record<string, unknown> = share({ x: 1 })
    const before = kernel.heap.used
    let error: unknown
    try {
      state.x = value
    } catch (thrown) {
      error = thrown
    }
    expect(error instanceof KernelError || error instanceof EncodingError).toBe(true)
    expect(error).toMatchObject({ code, params: { path } })
    expect(state.x).toBe(1)
    expect(kernel.heap.used).toBe(before)
  })

  test('what is no object, and what would hide from other lanes', () => {
    expect(() => share(5 as never)).toThrow(expect.objectContaining({ code: 'shared.root' }))
    const state: Record<string | symbol, unknown> = share({ list: [1] })
    for (const attempt of [
      () => Object.freeze(state),
      () => Object.defineProperty(state, 'x', { get: () => 1, configurable: true }),
      () => {
        state[Symbol('s')] = 1
      },
      () => {
        ;(state.list as unknown as { name: string }).name = 'x'
      },
    ]) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'shared.unsupported' }))
    }
  })
})

describe('memory', () => {
  test('10,000 replaced fields leave nothing behind', () => {
    const state: Record<string, unknown> = share({ n: 0 })
    const replace = (): void => {
      for (let i = 0; i < 10_000; i++) {
        state.x = { text: `number ${i}`, list: [i, { deep: 'x' }] }
        state[`key${i % 7}`] = `text ${i}`
        if (i % 3 === 0) delete state[`key${i % 7}`]
      }
      state.x = 0
      for (let i = 0; i < 7; i++) delete state[`key${i}`]
    }
    replace()
    const before = kernel.heap.used
    replace()
    expect(kernel.heap.used).toBe(before)
  })

  test('a piece that was read stays whole after its field is replaced', () => {
    const state = share({ x: { n: 1, inner: { m: 2 } } })
    const old = state.x
    state.x = { n: 3, inner: { m: 4 } }
    expect([old.n, old.inner.m, state.x.n]).toEqual([1, 2, 3])
  })

  test('a chain of 20,000 pieces is freed without recursion', () => {
    const state: { next: unknown } = share({ next: null })
    const before = kernel.heap.used
    for (let i = 0; i < 20_000; i++) {
      const { objects } = kernel
      const rest = state.next
      state.next = { next: rest }
      if (rest !== null) objects.unhold(states.addressOf(rest as object))
    }
    state.next = null
    kernel.objects.releaseAll(MAIN_SLOT)
    expect(kernel.heap.used).toBeLessThan(before)
  })

  test('a plan that does not fit in memory changes nothing', () => {
    const state: Record<string, unknown> = share({ x: 1 })
    const before = kernel.heap.used
    const circle: { big: string; self: unknown; list: unknown[] } = { big: '', self: null, list: [] }
    circle.self = circle
    circle.list = [circle, { circle }, 'x'.repeat(30_000_000)]
    expect(() => {
      state.x = circle
    }).toThrow(expect.objectContaining({ code: 'memory.full' }))
    expect(state.x).toBe(1)
    expect(kernel.heap.used).toBe(before)
  })
})

describe('crossing', () => {
  const pass = <T>(value: T, to: 'thread' | 'fork' | 'message'): T =>
    kernel.codec.decode(kernel.codec.encode(value, { to }).bytes.slice()) as T

  test('a thread gets the same state', () => {
    const state = share({ a: { n: 1 } })
    expect(pass({ s: state }, 'thread').s).toBe(state)
    expect(kernel.codec.encode([state], { to: 'thread' }).objects).toEqual([states.addressOf(state)])
  })

  test.each(['fork', 'message'] as const)(
    'by %s everybody else gets a copy, shared references shared',
    to => {
      const account = share(new Account())
      const state = share({ account, list: [account, 'text'], self: null as object | null })
      state.self = state
      const [copy, twin] = pass([state, state.list] as const, to)
      expect(copy).not.toBe(state)
      expect(copy.self).toBe(copy)
      expect(copy.list).toBe(twin)
      expect(copy.list[0]).toBe(copy.account)
      expect(copy.account).toBeInstanceOf(Account)
      copy.account.deposit(5)
      expect([copy.account.balance, account.balance, copy.list[1]]).toEqual([5, 0, 'text'])
    },
  )

  test('a copy nested 1,000 deep arrives', () => {
    let value: object = { bottom: true }
    for (let i = 0; i < 1000; i++) value = { value }
    let copy = pass(share(value), 'message') as { value?: object }
    let depth = 0
    for (; copy.value !== undefined; depth++) copy = copy.value
    expect(depth).toBe(1000)
  })
})
