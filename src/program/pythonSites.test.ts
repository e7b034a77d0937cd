import { expect, test } from 'vitest'
import { PythonSites } from './pythonSites.ts'

const FILES = [
  { path: 'main.py', text: 'import a\nprint(a)\n' },
  { path: 'data.bin', text: 'AAAA', encoding: 'base64' },
  { path: 'lib/a.py', text: 'x = 1\r\ny = 2\rz = 3' },
] as const

test('every line of every file has a site of its own, in order', () => {
  const sites = new PythonSites(FILES)
  expect([1, 2, 3].map(line => sites.siteOf('main.py', line))).toEqual([1, 2, 3])
  expect([1, 2, 3].map(line => sites.siteOf('lib/a.py', line))).toEqual([4, 5, 6])
})

test('what is no line of the program is unknown', () => {
  const sites = new PythonSites(FILES)
  const unknown = [
    sites.siteOf('main.py', 0),
    sites.siteOf('main.py', 4),
    sites.siteOf('data.bin', 1),
    sites.siteOf('threading.py', 1),
  ]
  expect(unknown).toEqual([0, 0, 0, 0])
})
