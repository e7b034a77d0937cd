import { describe, expect, test } from 'vitest'
import { closure, makeCodec, Unknown } from './environment.testing.ts'
import { EncodingError } from './index.ts'

type Loose = Record<string, (...args: unknown[]) => unknown>

const names = [['config', 'shared', 'later']]
function fork(variables: readonly unknown[]): unknown[] {
  const codec = makeCodec()
  return (
    (codec.decode(codec.encode([variables], { lenient: true, names }).bytes.slice()) as unknown[][])[0] ?? []
  )
}

function thrownBy(use: () => unknown): Error {
  try {
    use()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('It threw no error')
}

describe('a fork', () => {
  test('keeps what stands around a value that cannot be copied', () => {
    const shared = { list: [1, 2] }
    const [config, copy] = fork([
      { shared, run: closure, map: new Map([['p', Promise.resolve()]]), n: 5 },
      shared,
    ])
    const found = config as { shared: unknown; n: number; map: Map<string, unknown> }
    expect(found.n).toBe(5)
    expect(found.shared).toBe(copy)
    expect(copy).toEqual({ list: [1, 2] })
    expect(found.map.has('p')).toBe(true)
  })

  test('makes every use of such a value throw an error that names the variable', () => {
    const run = (fork([{ run: closure }])[0] as { run: Loose }).run
    const uses: (() => unknown)[] = [
      () => (run as unknown as () => void)(),
      () => Reflect.construct(run as unknown as () => void, []),
      () => run.name,
      () => {
        run.x = () => 0
      },
      () => 'x' in run,
      () => Object.keys(run),
      () => delete run.x,
      () => Object.getPrototypeOf(run),
      () => Object.defineProperty(run, 'x', {}),
      () => Object.isFrozen(run),
      () => `${run}`,
    ]
    for (const use of uses) {
      const { stack } = thrownBy(use)
      expect(stack?.split('\n').slice(1, 6).join()).toContain('poison.test.ts')
      expect(use).toThrow(EncodingError)
      expect(use).toThrow(
        expect.objectContaining({
          code: 'poison.closure',
          params: expect.objectContaining({ path: 'config.run' }),
        }),
      )
    }
  })

  test('lets it be passed around and keeps its identity', () => {
    const promise = Promise.resolve()
    const [config, shared] = fork([{ promise }, [promise, promise]])
    const first = (config as { promise: unknown }).promise
    expect((shared as unknown[])[0] === first && (shared as unknown[])[1] === first).toBe(true)
    expect(typeof first).toBe('object')
  })

  test('poisons a getter that throws, and an object that cannot even be looked at', () => {
    const broken = {
      ok: 1,
      get bad(): never {
        throw new Error('no')
      },
    }
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const hostile = new Proxy(
      { a: { fresh: 1 }, b: 2 },
      {
        get(target, key) {
          if (key === 'b') throw new Error('half way')
          return Reflect.get(target, key)
        },
      },
    )
    const [config, shared, later] = fork([broken, [revoked.proxy, { fresh: 2 }], hostile])
    expect((config as { ok: number }).ok).toBe(1)
    expect(() => Object.keys((config as { bad: object }).bad)).toThrow('config.bad could not be copied')
    expect(() => Object.keys((shared as object[])[0] ?? {})).toThrow('shared[0] could not be copied')
    expect((shared as object[])[1]).toEqual({ fresh: 2 })
    expect((later as { a: unknown }).a).toEqual({ fresh: 1 })
  })

  test('undoes what it wrote of an object that fails half way', () => {
    const items = [{ unique: 1 }, { unique: 2 }] as object[]
    Object.defineProperty(items, 1, {
      get() {
        throw new Error('late')
      },
    })
    Object.defineProperty(items, 0, { value: 'not a number', enumerable: true })
    const [config, shared, later] = fork([{ items }, { unique: 3 }, new Unknown()])
    expect(() => (config as { items: unknown[] }).items[0]).toThrow('config.items could not be copied')
    expect(shared).toEqual({ unique: 3 })
    expect(() => Object.keys(later as object)).toThrow('later is an instance of "Unknown"')
  })

  test('hands a poison on to a grandchild, and refuses to send it as a message', () => {
    const [config] = fork([{ run: closure }])
    const [again] = fork([{ wrapped: config }])
    const { run } = (again as { wrapped: { run: () => void } }).wrapped
    expect(() => run()).toThrow('config.run could not be copied')
    expect(() => makeCodec().encode([config])).toThrow(
      expect.objectContaining({
        code: 'encode.closure',
        params: expect.objectContaining({ path: 'value[0].run' }),
      }),
    )
  })
})
