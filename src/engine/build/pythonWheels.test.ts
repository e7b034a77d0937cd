import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeZip } from '../../python/files/zip.testing.ts'
import { readWheelFolder } from './pythonWheels.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weft-wheels-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, files: Parameters<typeof makeZip>[0] = { 'x.py': '' }): void =>
  writeFileSync(join(folder, name), makeZip(files))
const read = () => readWheelFolder(folder, { python: '3.14.2', abi: '2026_0' })
const metadata = (...needs: readonly string[]): string =>
  `Metadata-Version: 2.1\n${needs.map(name => `Requires-Dist: ${name}\n`).join('')}\nRequires-Dist: text\n`

test('the index says what can be imported, what is needed of the folder, and what is missing there', async () => {
  put('Numpy_Like-2.4-cp314-cp314-pyemscripten_2026_0_wasm32.whl', {
    'numpy_like/__init__.py': '',
    'numpy_like/core.cpython-314-wasm32-emscripten.so': '',
    'numpy_like.libs/libblas.so': '',
    'numpy_like-2.4.dist-info/METADATA': metadata(),
    'numpy_like-2.4.data/purelib/extra_part.py': '',
    'numpy_like-2.4.data/scripts/run.py': '',
  })
  put('frames-1.0-py3-none-any.whl', {
    'frames/__init__.py': '',
    '_fast.cpython-314-wasm32-emscripten.so': '',
    'single.py': '',
    'frames-1.0.dist-info/METADATA': metadata(
      'numpy-like>=2',
      'absent',
      'elsewhere; sys_platform == "win32"',
    ),
  })
  writeFileSync(join(folder, 'README.md'), 'no wheel')
  const { wheels, warnings } = await read()
  expect(wheels.map(({ file: _, ...wheel }) => wheel)).toEqual([
    { name: 'numpy-like', version: '2.4', modules: ['extra_part', 'numpy_like'], needs: [] },
    { name: 'frames', version: '1.0', modules: ['_fast', 'frames', 'single'], needs: ['numpy-like'] },
  ])
  expect(wheels.map(({ file }) => file.path)).toEqual([
    expect.stringMatching(/^python\/wheels\/[0-9a-f]{12}\/Numpy_Like-2\.4-.*\.whl$/),
    expect.stringMatching(/^python\/wheels\/[0-9a-f]{12}\/frames-1\.0-.*\.whl$/),
  ])
  expect(warnings).toEqual([`frames-1.0-py3-none-any.whl needs absent, which is not in ${folder}`])
})

test.each([
  ['a-1-cp314-cp314-manylinux_2_17_x86_64.whl', 'was built for manylinux_2_17_x86_64'],
  ['a-1-cp313-cp313-pyodide_2025_0_wasm32.whl', 'was built for pyodide_2025_0_wasm32'],
  ['a-1-cp313-cp313-pyemscripten_2026_0_wasm32.whl', 'is for cp313-cp313, and this is cp314'],
  ['a-1-py2-none-any.whl', 'is for py2-none'],
  ['a.whl', 'not named as wheels are'],
])('%s ends the build', async (name, message) => {
  put(name)
  await expect(read()).rejects.toThrow(message)
})

test.each([
  'a-1-py2.py3-none-any.whl',
  'a-1-py314-none-any.whl',
  'a-1-cp39-abi3-pyemscripten_2026_0_wasm32.whl',
])('%s is taken', async name => {
  put(name)
  expect((await read()).wheels).toHaveLength(1)
})

test('a damaged file ends the build, and so do two versions of one package', async () => {
  writeFileSync(join(folder, 'a-1-py3-none-any.whl'), 'no archive')
  await expect(read()).rejects.toThrow('a-1-py3-none-any.whl is damaged')
  put('a-1-py3-none-any.whl')
  put('A-2-py3-none-any.whl')
  await expect(read()).rejects.toThrow('has a twice')
})
