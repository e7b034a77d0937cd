import { afterEach, expect, it } from 'vitest'
import { installAtomics } from './atomics.ts'
import type { ProcessContext } from './current.ts'

const { wait, waitAsync } = Atomics

afterEach(() => {
  Object.assign(Atomics, { wait, waitAsync })
})

/** Installs them for a process of an arena. Returns the arena, and what the kernel was told of. */
function install(): { readonly arena: SharedArrayBuffer; readonly told: string[] } {
  const arena = new SharedArrayBuffer(64)
  const told: string[] = []
  const kernel = {
    memory: { buffer: arena },
    site: () => 0,
    gate: {
      outside(_operation: number, _site: number, work: () => unknown): unknown {
        told.push('outside')
        return work()
      },
      external: (delta: number) => told.push(`external ${delta}`),
    },
  }
  installAtomics({ kernel } as unknown as Pick<ProcessContext, 'kernel'>)
  return { arena, told }
}

it('lets the kernel wait in any view of its arena: the next process of this worker has one of its own', () => {
  const { arena, told } = install()
  for (let i = 0; i < 2; i++) expect(Atomics.wait(new Int32Array(arena), 0, 0, 1)).toBe('timed-out')
  expect(Atomics.waitAsync(new Int32Array(arena), 0, 0, 1).async).toBe(true)
  expect(told).toEqual([])
})

it('tells the kernel of a program that waits in a buffer of its own', () => {
  const { told } = install()
  const own = new Int32Array(new SharedArrayBuffer(4))
  expect(Atomics.wait(own, 0, 0, 1)).toBe('timed-out')
  expect(Atomics.waitAsync(own, 0, 0).async).toBe(true)
  expect(told).toEqual(['outside', 'external 1'])
})

it('leaves it to Atomics to refuse what cannot be waited for', () => {
  const { told } = install()
  for (const bad of [null, undefined, 5, {}, new Float64Array(1), new Int32Array(1)]) {
    expect(() => Atomics.wait(bad as Int32Array, 0, 0, 1)).toThrow(TypeError)
  }
  expect(told).toEqual([])
})
