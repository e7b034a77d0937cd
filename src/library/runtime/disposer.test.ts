import { describe, expect, it } from 'vitest'
import { ExitRequest } from './current.ts'
import { BlockDisposer } from './disposer.ts'

const failing = (message: string) => ({
  [Symbol.dispose]() {
    throw new Error(message)
  },
})

describe('a disposer', () => {
  it('disposes in reverse order and lets null pass', () => {
    const order: string[] = []
    const disposer = new BlockDisposer()
    const resource = (name: string) => ({ [Symbol.dispose]: () => order.push(name) })
    disposer.use(resource('a'))
    expect(disposer.use(null)).toBeNull()
    disposer.use(resource('b'))
    disposer.dispose()
    expect(order).toEqual(['b', 'a'])
  })

  it('throws the error of the block, or a SuppressedError when disposing fails too', () => {
    const first = new BlockDisposer()
    first.fail(new Error('block'))
    expect(() => first.dispose()).toThrow('block')
    const second = new BlockDisposer()
    second.use(failing('disposal'))
    const block = new Error('block')
    second.fail(block)
    expect(() => second.dispose()).toThrow(
      expect.objectContaining({ name: 'SuppressedError', suppressed: block, error: new Error('disposal') }),
    )
  })

  it('lets nothing stand in the way of an exit', () => {
    const disposer = new BlockDisposer()
    disposer.use(failing('disposal'))
    const exit = new ExitRequest(3)
    disposer.fail(exit)
    let thrown: unknown
    try {
      disposer.dispose()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBe(exit)
  })

  it('awaits async resources and refuses what is no resource', async () => {
    const order: string[] = []
    const disposer = new BlockDisposer()
    disposer.useAsync({ [Symbol.asyncDispose]: async () => order.push('async') })
    disposer.useAsync({ [Symbol.dispose]: () => order.push('sync') })
    await disposer.disposeAsync()
    expect(order).toEqual(['sync', 'async'])
    expect(() => new BlockDisposer().use({})).toThrow(TypeError)
  })
})
