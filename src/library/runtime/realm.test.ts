import { afterEach, expect, test } from 'vitest'
import type { ProgramFactory } from '../../program/runtime.ts'
import { Realm } from './realm.ts'

const scope = globalThis as unknown as Record<string, unknown>
afterEach(() => {
  delete scope.close
})

test('what is refused to programs is passed over, though they name it', () => {
  const refuse = (): never => {
    throw new Error('not available')
  }
  scope.close = new Proxy(class {}, { get: refuse, apply: refuse, construct: refuse })
  const factory = (() => ({ evaluate: () => scope.close })) as ProgramFactory
  const realm = new Realm(factory)
  expect(realm.unchanged).toBe(true)
  scope.close = 1
  expect(realm.unchanged).toBe(false)
})

test('a program that may leave something behind unseen changes its realm in any case', () => {
  const factory = (() => ({ evaluate: () => FinalizationRegistry })) as unknown as ProgramFactory
  expect(new Realm(factory).unchanged).toBe(false)
})
