import { expect, test } from 'vitest'
import { wheelName } from '../../program/packages.ts'
import { requirementsOf, unpackWheel } from './unpackWheel.ts'
import { makeZip } from './zip.testing.ts'

test('a wheel is installed: what is for elsewhere is left out, and each file has its contents', async () => {
  const wheel = makeZip({
    'thing/__init__.py': 'VALUE = 42\n'.repeat(100),
    'thing/fast.so': new Uint8Array([0, 97, 115, 109]),
    'thing-1.0.data/purelib/more.py': 'MORE = 1',
    'thing-1.0.data/scripts/run': '#!',
    '../out.py': 'no',
  })
  const { files, memory } = await unpackWheel(wheel)
  const contents = files.map(({ path, start, length }) => [
    path,
    new TextDecoder().decode(new Uint8Array(memory, start, length)),
  ])
  expect(contents).toEqual([
    ['thing/__init__.py', 'VALUE = 42\n'.repeat(100)],
    ['thing/fast.so', '\0asm'],
    ['more.py', 'MORE = 1'],
  ])
})

test('a damaged wheel is refused', async () => {
  await expect(unpackWheel(new Uint8Array(100))).rejects.toThrow('no ZIP archive')
  const wheel = makeZip({ 'thing.py': 'VALUE = 42\n'.repeat(100) })
  await expect(unpackWheel(wheel.fill(255, 40, 50))).rejects.toThrow()
})

test('no more is unpacked than an archive tells of', async () => {
  const wheel = makeZip({ 'thing.py': 'x'.repeat(1_000_000) })
  const view = new DataView(wheel.buffer)
  const directory = view.getUint32(wheel.length - 6, true)
  view.setUint32(directory + 24, 10, true)
  await expect(unpackWheel(wheel)).rejects.toThrow('more than the 10 bytes')
})

test('what a file name says', () => {
  expect(wheelName('a/Some_Thing-1.0-2-py2.py3-none-any.whl')).toEqual({
    name: 'some-thing',
    version: '1.0',
    python: ['py2', 'py3'],
    abi: ['none'],
    platform: ['any'],
  })
  expect(wheelName('thing.whl')).toBeNull()
})

test('what a wheel needs is told without extras, and apart from what it needs elsewhere only', async () => {
  const lines = [
    'Metadata-Version: 2.1',
    'Requires-Dist: NumPy (>=1.2)',
    'Requires-Dist: Python_Dateutil>=2; python_version < "3.8"',
    'Requires-Dist: pytest; extra == "test"',
    '',
    'Requires-Dist: not-a-header',
  ]
  const wheel = makeZip({ 'x-1.dist-info/METADATA': lines.join('\r\n') })
  expect(await requirementsOf(wheel)).toEqual([
    { name: 'numpy', always: true },
    { name: 'python-dateutil', always: false },
  ])
})
