import { loadPyodide } from 'pyodide'
import { expect, test } from 'vitest'
import type { InstalledPackage } from '../../program/packages.ts'
import { mountPackages } from './packages.ts'

/** A package of files with these contents. */
function packageOf(contents: Readonly<Record<string, string>>): InstalledPackage {
  const all = new TextEncoder().encode(Object.values(contents).join(''))
  const memory = new SharedArrayBuffer(all.length)
  new Uint8Array(memory).set(all)
  let start = 0
  const files = Object.entries(contents).map(([path, { length }]) => {
    const file = { path, start, length }
    start += length
    return file
  })
  return { files, memory }
}

test('packages may bring files of the same name: the last one stays, and none can be written to', async () => {
  const python = await loadPyodide()
  mountPackages((python as unknown as { _module: object })._module, [
    packageOf({ 'one/__init__.py': 'ONE = 1', 'tests/__init__.py': 'OF = 1' }),
    packageOf({ 'two/__init__.py': 'TWO = 2', 'tests/__init__.py': 'OF = 2' }),
  ])
  expect(python.runPython('import one, two, tests; (one.ONE, two.TWO, tests.OF)').toJs()).toEqual([1, 2, 2])
  expect(() => python.runPython('open(one.__file__, "w")')).toThrow('Permission denied')
  expect(() => python.runPython('import os; os.chmod(one.__file__, 0o666)')).toThrow('not permitted')
  expect(() => python.runPython('os.truncate(one.__file__, 1)')).toThrow(/not permitted|denied/)
  expect(() => python.runPython('open(one.__file__, "r+")')).toThrow('Permission denied')
  expect(python.runPython('os.remove(two.__file__); open(two.__file__, "w").write("TWO = 3")')).toBe(7)
})
