import { expect, test } from 'vitest'
import type { SourceFile } from '../../program/program.ts'
import { makeZip } from '../../python/files/zip.testing.ts'
import { type HostWheel, wheelsFor } from './hostWheels.ts'
import { importedModules } from './importScan.ts'

const imports = (text: string, more: readonly string[] = []): string[] =>
  [...importedModules([{ path: 'main.py', text }, ...more.map(path => ({ path, text: '' }))])].sort()

test('imports are found wherever they stand', () => {
  const text = `import os, numpy as np, pandas.io.excel
from PIL import Image; import yaml
try: import ujson as json
except ImportError: import json
def late():
    from scipy.stats import norm  # here
    import \\
      attrs
    if True: from größe import maß
from . import sibling
from .deep import other
# import commented
important = 1
`
  expect(imports(text)).toEqual(
    ['PIL', 'attrs', 'größe', 'json', 'numpy', 'os', 'pandas', 'scipy', 'ujson', 'yaml'].sort(),
  )
})

test("the program's own modules are not looked for", () => {
  expect(imports('import numpy, tools, shapes.round\n', ['tools.py', 'shapes/round.py'])).toEqual(['numpy'])
})

const wheel = (name: string, needs: readonly string[] = [], modules = [name]): HostWheel => ({
  name,
  version: '1.0',
  modules,
  needs,
  url: name,
  bytes: 1,
  length: 1,
})
const folder = [
  wheel('numpy'),
  wheel('pandas', ['numpy', 'python-dateutil']),
  wheel('python-dateutil', ['six'], ['dateutil']),
  wheel('six', ['python-dateutil']),
  wheel('pillow', [], ['PIL']),
]
const chosen = async (text: string, ...files: readonly SourceFile[]): Promise<string[]> =>
  (await wheelsFor([{ path: 'main.py', text }, ...files], folder)).map(({ name }) => name).sort()
/** A wheel among the program's files. */
const own = (path: string, ...needs: readonly string[]): SourceFile => {
  const metadata = needs.map(name => `Requires-Dist: ${name}\n`).join('')
  const text = Buffer.from(makeZip({ 'own.dist-info/METADATA': metadata })).toString('base64')
  return { path, text, encoding: 'base64' }
}

test('what is imported is fetched with what it needs, and nothing else', async () => {
  expect(await chosen('import threading')).toEqual([])
  expect(await chosen('from PIL import Image')).toEqual(['pillow'])
  expect(await chosen('import pandas')).toEqual(['numpy', 'pandas', 'python-dateutil', 'six'])
})

test('a wheel that the program brings comes before that of the host, and has what it requires', async () => {
  expect(await chosen('import pandas', own('lib/NumPy-2.0-py3-none-any.whl', 'Pillow>=9'))).toEqual([
    'pandas',
    'pillow',
    'python-dateutil',
    'six',
  ])
})

test('a wheel that the program brings and cannot use does not hide that of the host', async () => {
  const built = own('numpy-2.0-cp314-cp314-manylinux_2_28_x86_64.whl', 'Pillow')
  expect(await chosen('import pandas', built)).toEqual(['numpy', 'pandas', 'python-dateutil', 'six'])
  const damaged: SourceFile = { path: 'numpy-2.0-py3-none-any.whl', text: '*', encoding: 'base64' }
  expect(await chosen('import numpy', damaged)).toEqual(['numpy'])
})
