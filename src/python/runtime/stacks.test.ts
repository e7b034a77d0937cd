import { expect, test } from 'vitest'
import type { PythonCallable } from './hooks.ts'
import type { PyodideModule } from './pyodide.ts'
import { Stacks } from './stacks.ts'

const MB = 1 << 20
const callable = (() => {}) as unknown as PythonCallable

/** C's stack from `top` down to 0, and Python calls that end when the test says so. */
function world(top: number) {
  let pointer = top
  const module = {
    HEAPU8: new Uint8Array(top),
    HEAPU32: new Uint32Array(1),
    validSuspender: { value: true },
    error: Symbol('error'),
    stackStop: top,
    stackSave: () => pointer,
    stackRestore: (address: number) => {
      pointer = address
    },
    PyProxy_getPtr: () => 1,
    promisingApply: () => {
      entered.push(pointer)
      module.stackStop = pointer
      return new Promise<unknown[]>(resolve => ends.push(() => resolve([null])))
    },
    _malloc: () => 0,
    _free: () => {},
    _Py_IncRef: () => {},
    _Py_DecRef: () => {},
    _captureThreadState: () => 1,
    _restoreThreadState: () => {},
    _emscripten_stack_get_base: () => top,
    _emscripten_stack_get_end: () => 0,
  }
  /** Where each call's stack began. */
  const entered: number[] = []
  const ends: (() => void)[] = []
  const stacks = new Stacks()
  const imports: Record<string, unknown> = {
    ffi_call_js: (callBack: () => unknown) => callBack(),
    js2python_js: (callBack: () => unknown) => {
      try {
        return callBack()
      } catch {
        return 'handle_js_error'
      }
    },
    stackSave: (callBack: () => unknown) => callBack(),
    saveState: () => {},
    restoreState: () => {},
  }
  stacks.replaceImports(imports)
  stacks.begin(module as unknown as PyodideModule)
  return {
    stacks,
    module,
    entered,
    ends,
    imports: imports as Record<string, (callBack: () => unknown) => unknown>,
    suspend: imports.saveState as () => unknown,
    resume: imports.restoreState as (thread: unknown) => void,
    /** The running call uses so many bytes of its stack, all of this value. */
    use(bytes: number, value: number) {
      module.HEAPU8.fill(value, pointer - bytes, pointer)
      pointer -= bytes
    },
  }
}

test('each thread has a region of its own, below the first thread’s', () => {
  const { stacks, entered } = world(4 * MB)
  void stacks.main(callable, [])
  for (let i = 0; i < 3; i++) void stacks.thread(callable)()
  const [main = 0, first = 0, second = 0, third = 0] = entered
  expect([main, first]).toEqual([4 * MB, 3 * MB])
  expect(first - second).toBeGreaterThan(1 << 16)
  expect(second - third).toBe(first - second)
})

test('the region of a thread that has ended is the next one’s', async () => {
  const { stacks, entered, ends } = world(4 * MB)
  const first = stacks.thread(callable)()
  void stacks.thread(callable)()
  ends[0]?.()
  await first
  void stacks.thread(callable)()
  expect(entered[1]).toBeLessThan(3 * MB)
  expect(entered[2]).toBe(entered[0])
})

test('where threads outnumber regions, what a suspended one had on its stack is there when it goes on', () => {
  // Room for the first thread and one region.
  const { stacks, entered, module, suspend, resume, use } = world(MB + (1 << 19))
  void stacks.thread(callable)()
  use(100, 1)
  const one = suspend()
  void stacks.thread(callable)()
  expect(entered[1]).toBe(entered[0])
  use(200, 2)
  const two = suspend()
  resume(one)
  const top = entered[0] ?? 0
  expect(module.HEAPU8.slice(top - 100, top)).toEqual(new Uint8Array(100).fill(1))
  expect(module.stackSave()).toBe(top - 100)
  suspend()
  resume(two)
  expect(module.HEAPU8.slice(top - 200, top)).toEqual(new Uint8Array(200).fill(2))
})

test('a forked child’s stacks begin below all that its parent had', () => {
  const { stacks, entered, suspend, use } = world(6 * MB)
  void stacks.thread(callable)()
  use(1000, 1)
  suspend()
  const { lowest } = stacks
  expect(lowest).toBe(5 * MB - 1000)
  const child = world(6 * MB)
  child.stacks.beginBelow(lowest)
  void child.stacks.main(callable, [])
  expect(child.entered[0]).toBeLessThan(lowest)
  expect(entered).toHaveLength(1)
})

test('deep in a line of forks, where nothing is left below, a child begins at the top', () => {
  const { stacks, entered } = world(4 * MB)
  stacks.beginBelow(1000)
  void stacks.main(callable, [])
  expect(entered[0]).toBeGreaterThan(4 * MB - 2048)
})

test('what is called so that it cannot be suspended is not', () => {
  const { stacks, module, suspend } = world(4 * MB)
  expect(stacks.unsuspended(suspend)).toBe(module.error)
  expect(module.validSuspender.value).toBe(true)
})

test('neither is what JavaScript calls back', () => {
  const { module, imports, suspend } = world(4 * MB)
  expect([imports.ffi_call_js?.(suspend), imports.js2python_js?.(suspend)]).toEqual([
    module.error,
    module.error,
  ])
  expect(imports.stackSave?.(suspend)).not.toBe(module.error)
  expect(module.validSuspender.value).toBe(true)
})
