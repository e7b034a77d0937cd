import { expect, test } from 'vitest'
import { guardScope } from './scope.ts'

test('what leads out of a worker is refused with a reason, wherever on the prototype chain it stood', () => {
  class Base {
    fetch(): string {
      return 'out'
    }
  }
  const scope = Object.assign(new Base(), { Worker: class {}, caches: { open: () => 'out' }, Map })
  guardScope(scope)
  expect(() => scope.fetch()).toThrow('fetch is not available here. Programs run without network access.')
  expect(() => new scope.Worker()).toThrow('Start a Process of the module "multiprocessing" instead')
  expect(() => scope.caches.open()).toThrow('Programs have no storage')
  expect(Object.hasOwn(Base.prototype, 'fetch')).toBe(false)
  expect(scope.Map).toBe(Map)
})

test('what a browser does not have stays absent', () => {
  const scope = {}
  guardScope(scope)
  expect(Object.getOwnPropertyNames(scope)).toEqual([])
})
