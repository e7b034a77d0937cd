import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { isInstalled } from './install.mjs'
import { inRoot } from './root.mjs'

const folder = mkdtempSync(join(tmpdir(), 'weft-install-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** @param {string} path @param {Record<string, object>} packages */
const write = (path, packages) => writeFileSync(join(folder, path), JSON.stringify({ packages }))

beforeEach(() => {
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
  mkdirSync(join(folder, 'node_modules'))
  write('package-lock.json', {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/only-on-windows': { version: '1.0.0', optional: true },
  })
})

test('packages of the locked versions count as installed, those for other systems may be missing', () => {
  write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } })
  expect(isInstalled(folder)).toBe(true)
})

test('a missing or other version has to be installed', () => {
  write('node_modules/.package-lock.json', { 'node_modules/a': { version: '0.9.0' } })
  expect(isInstalled(folder)).toBe(false)
  write('node_modules/.package-lock.json', {})
  expect(isInstalled(folder)).toBe(false)
})

test('an install that was interrupted does not count', () => {
  expect(isInstalled(folder)).toBe(false)
})

test('the lockfile holds what every platform needs, and no address', () => {
  const text = readFileSync(inRoot('package-lock.json'), 'utf8')
  /** @type {[string, { optionalDependencies?: Record<string, string> }][]} */
  const packages = Object.entries(JSON.parse(text).packages)
  const locked = new Set(packages.map(([path]) => path.split('node_modules/').at(-1)))
  const missing = packages
    .flatMap(([, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {}))
    .filter(name => !locked.has(name))
  // npm leaves out what it can't find and then refuses its own lockfile: take a version that is there for all.
  expect(missing).toEqual([])
  expect(text).not.toContain('"resolved"')
})
