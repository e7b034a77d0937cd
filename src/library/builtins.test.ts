import { describe, expect, it } from 'vitest'
import { KernelError } from '../kernel/errors.ts'
import * as builtins from './builtins.ts'
import { runProgram } from './harness.testing.ts'

const outputOf = async (text: string): Promise<string[]> => {
  const { output, problem } = await runProgram(text)
  expect(problem).toBeNull()
  return output.map(line => line.replace(/^[^:!]*[:!] /, ''))
}

describe("Python's built-in exceptions", () => {
  it('are the classes of what is thrown, here and in other processes', async () => {
    const output = await outputOf(`
      import { AssertionError, EOFError, FileNotFoundError, KeyError, OSError, ProcessLookupError, RuntimeError, TimeoutError, ValueError } from 'builtins'
      import { TimeoutError as FutureTimeout } from 'concurrent.futures'
      import { OSError as DeviceError } from 'io'
      import { Condition, Pipe, Pool } from 'multiprocessing'
      import { Manager, Semaphore, TimeoutError as ResultTimeout } from 'multiprocessing'
      import { SharedMemory } from 'multiprocessing.sharedMemory'
      import { kill } from 'os'
      import { Lock } from 'threading'
      const is = (type: any, action: () => unknown) => {
        try { action() } catch (error) { console.log(error instanceof type, (error as Error).name, error instanceof OSError) }
      }
      const ended = () => {
        const [receiver, sender] = Pipe({ duplex: false })
        sender.close()
        receiver.recv()
      }
      is(AssertionError, () => new Condition().notify())
      is(EOFError, ended)
      is(FileNotFoundError, () => new SharedMemory({ name: 'nothing' }))
      is(ProcessLookupError, () => kill(1, 9))
      is(RuntimeError, () => new Lock().release())
      is(ValueError, () => new Semaphore(-1))
      using pool = new Pool(1)
      is(EOFError, () => pool.apply(ended))
      using manager = Manager()
      const dict = manager.dict()
      is(KeyError, () => dict.pop('x'))
      console.log(FutureTimeout === TimeoutError, DeviceError === OSError, (ResultTimeout as unknown) === TimeoutError)
    `)
    expect(output).toEqual([
      'true AssertionError false',
      'true EOFError false',
      'true FileNotFoundError true',
      'true ProcessLookupError true',
      'true RuntimeError false',
      'true ValueError false',
      'true EOFError false',
      'true KeyError false',
      'true true false',
    ])
  })

  it('have errors of the kernel among their instances', async () => {
    const output = await outputOf(`
      import { MemoryError, OSError } from 'builtins'
      import { Queue } from 'multiprocessing'
      const q = new Queue<unknown>(), bytes = new Uint8Array(1 << 24)
      try { for (;;) q.put(bytes) } catch (error) {
        console.log(error instanceof MemoryError, error instanceof OSError, error instanceof Error)
      }
    `)
    expect(output).toEqual(['true false true'])
    const kinds = (name: string): string[] => {
      const error = new KernelError('some.code', {}, 'words', name)
      return Object.entries(builtins).flatMap(([kind, type]) => (error instanceof type ? [kind] : []))
    }
    expect(['RuntimeError', 'OSError', 'MemoryError', 'TypeError'].map(kinds)).toEqual([
      ['RuntimeError'],
      ['OSError'],
      ['MemoryError'],
      [],
    ])
  })

  it('serve a program as well: with a message, a cause and classes of its own', async () => {
    const run = await runProgram(`
      import { OSError, ValueError } from 'builtins'
      import { Pool } from 'multiprocessing'
      class Negative extends ValueError { constructor(readonly n: number) { super('negative: ' + n) } }
      const root = (n: number) => {
        if (n === 0) throw new ValueError('zero', { cause: 'none' })
        if (n < 0) throw new Negative(n)
        return Math.sqrt(n)
      }
      using pool = new Pool(1)
      for (const n of [4, 0, -1]) {
        try { console.log(pool.apply(root, [n])) } catch (error: any) {
          console.log(error instanceof ValueError, error instanceof Negative, error.name, error.message, error.code === '', error.n)
        }
      }
      console.log(String(new OSError()), new ValueError('x', { cause: 1 }).cause)
      throw new OSError('no such thing')
    `)
    expect(run.output.slice(0, 4)).toEqual([
      'Main: 2',
      'Main: true false ValueError zero true undefined',
      'Main: true true ValueError negative: -1 true -1',
      'Main: OSError 1',
    ])
    expect(run.problem).toMatchObject({
      code: 'program.error',
      params: { name: 'OSError', message: 'no such thing' },
    })
  })

  it('have the names under which they are imported', () => {
    for (const [name, type] of Object.entries(builtins)) {
      expect([type.name, new type('words').name, String(new type('words'))]).toEqual([
        name,
        name,
        `${name}: words`,
      ])
    }
  })
})
