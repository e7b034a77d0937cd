import { expect, test } from 'vitest'
import { PythonSites } from '../program/pythonSites.ts'
import { compilePython } from './python.ts'

test('a Python program keeps its files, and each line of them is the site that its number says', () => {
  const files = [
    { path: 'main.py', text: 'import tasks\n\nprint(tasks.work())\n' },
    { path: 'noise.bin', text: 'AAEC', encoding: 'base64' },
    { path: 'lib/tasks.py', text: 'def work():\n    return 1' },
  ] as const
  const program = compilePython({ language: 'py', files })
  expect(program).toMatchObject({ files: ['main.py', 'noise.bin', 'lib/tasks.py'], python: files, code: '' })
  expect(program.sites).toHaveLength(1 + 4 + 2)
  const sites = new PythonSites(files)
  expect(program.sites[sites.siteOf('lib/tasks.py', 2)]).toEqual({ file: 'lib/tasks.py', line: 2, column: 1 })
  expect(program.sites[sites.siteOf('main.py', 1)]).toEqual({ file: 'main.py', line: 1, column: 1 })
})
