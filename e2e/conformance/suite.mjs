import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Where Debian's package libpython3.11-testsuite, and others like it, put CPython's tests: `python3.11/test` and so on. */
const INSTALLED = '/usr/lib'

const installed = () =>
  readdirSync(INSTALLED)
    .filter(name => /^python3\.\d+$/.test(name))
    .map(name => join(INSTALLED, name, 'test'))

/**
 * The folder `test` of CPython: as given, else as installed; null when there is none.
 * @param {string | undefined} given
 */
export function findSuite(given) {
  const folders = given === undefined ? installed() : [given, join(given, 'test')]
  return folders.find(folder => existsSync(join(folder, 'test_queue.py'))) ?? null
}

/** What the tests need besides themselves: modules at the top of the folder, and helpers. */
const NEEDED = [
  'lock_tests.py',
  'mp_fork_bomb.py',
  'mp_preload.py',
  'test_queue.py',
  'test_threading.py',
  'test_concurrent_futures.py',
  '_test_multiprocessing.py',
]

/**
 * The files of a program that has CPython's tests as its package `test`.
 * @param {string} folder
 * @returns {{ path: string, text: string }[]}
 */
export function suiteFiles(folder) {
  const helpers = readdirSync(join(folder, 'support'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.py'))
    .map(path => join(folder, 'support', path))
  const modules = NEEDED.map(name => join(folder, name)).filter(path => existsSync(path))
  return [
    { path: 'test/__init__.py', text: '' },
    ...[...modules, ...helpers].map(path => ({
      path: `test/${relative(folder, path)}`,
      text: readFileSync(path, 'utf8'),
    })),
  ]
}
