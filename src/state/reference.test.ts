import { describe, expect, test } from 'vitest'
import { readDeclarations } from '../compile/index.ts'
import { lookUp, readReferenceHash, referenceHash, referenceOf } from './reference.ts'

const REFERENCE = referenceOf(
  readDeclarations([
    `/** Threads. */
declare module 'threading' {
  /** One at a time holds it. */
  export class Lock {
    /** Takes the lock. */
    acquire(): void
  }
  export interface LockWait { timeout: number }
  export class RLock { acquire(): void }
  /** Waits for a lock, as long as it takes. */
  export function relock(): void
}`,
    `declare module 'threading.local' { export const here: true }
declare module 'threading' { export const local: typeof import('threading.local') }`,
    'declare function print(): void',
  ]),
)
const ids = (query: string) => lookUp(REFERENCE, query).map(({ id }) => id)

describe('the reference', () => {
  test('without a query shows modules and what they export', () => {
    expect(ids(' ')).toEqual([
      'threading',
      'threading.Lock',
      'threading.RLock',
      'threading.relock',
      'threading.LockWait',
      'threading.local',
      'threading.local.here',
      'print',
    ])
  })

  test('finds names before words, the name itself first', () => {
    expect(ids('lock')).toEqual([
      'threading.Lock',
      'threading.Lock.acquire',
      'threading.RLock',
      'threading.relock',
      'threading.RLock.acquire',
      'threading.LockWait',
      'threading.LockWait.timeout',
    ])
    expect(ids('long takes')).toEqual(['threading.relock'])
  })

  test('finds what a person would write in a program', () => {
    expect(ids('Lock.acquire()')[0]).toBe('threading.Lock.acquire')
    expect(ids('threading.rlock')[0]).toBe('threading.RLock')
    expect(ids('teleport')).toEqual([])
  })

  test('has every name once, also of a module that another one exports', () => {
    expect(new Set(REFERENCE.map(({ id }) => id)).size).toBe(REFERENCE.length)
  })

  test('knows on which page a member stands', () => {
    expect(lookUp(REFERENCE, 'acquire')[0]).toMatchObject({ page: 'threading.Lock' })
  })
})

test('a link to an entry opens it, and no link to a program is taken for one', () => {
  expect(readReferenceHash(referenceHash('threading.Lock'))).toBe('threading.Lock')
  expect(readReferenceHash('#api')).toBe('')
  expect(readReferenceHash('#api=%')).toBe('')
  for (const hash of ['', '#', '#v=1&code=api', '#apidoc=1', '#api=x&v=1'])
    expect(readReferenceHash(hash)).toBeNull()
})
