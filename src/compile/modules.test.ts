import { expect, test } from 'vitest'
import { compiled, compileFiles, NOTE, run, TestRuntime } from './compile.testing.ts'

const codes = (files: Readonly<Record<string, string>> | string): string[] => {
  const result = compileFiles(files)
  return result.ok ? [] : result.problems.map(({ code }) => code)
}

test('files import each other by every form, each evaluated once, imports first', async () => {
  const runtime = await run({
    'main.ts': `${NOTE}
import { type Shape, count, bump, N as limit } from './lib/state.js'
import def, * as ns from './lib/state'
import { again, square, Pi, Queue, lib } from './lib/index.ts'
import type { Gone } from './gone'
import { Shape as S } from './lib/state'
note('main', count, limit, def(2))
bump()
const o = { count, again }
note(o.count, ns.count, again, square(3), Pi, new Queue().put(1).get(), lib.count, typeof ns.default, __name__)
let s: S = 1`,
    'lib/state.ts': `${NOTE}
note('state', __name__)
export type Shape = number
export let count = 0
export const N = Number('9')
export function bump() { count++ }
export default (x: number) => x * 2`,
    'lib/index.ts': `export * from './maths'
export { count as again } from './state'
export * as lib from './state'
export { Queue } from 'multiprocessing'
import { other } from '../lib/maths'
export { other }`,
    'lib/maths.ts': `export const square = (x: number) => x * x, other = 1
export class Pi { }
export interface Pie { }`,
    'unused.ts': `throw 1`,
  })
  expect(runtime.log.slice(0, 5)).toEqual(['state', 'lib/state', 'main', 0, 9])
  expect(runtime.log.slice(5, 10)).toEqual([4, 1, 1, 1, 9])
  expect(runtime.log.slice(11)).toEqual([1, 1, 'function', '__main__'])
})

test('cycles work as in ES modules: functions are there, variables are not yet', async () => {
  const files = {
    'main.ts': `${NOTE}
import { odd } from './odd'
import { missing } from './odd'
export function even(n: number): boolean { note(typeof limit); return n === 0 || odd(n - 1) }
export const limit = 5
note(even(2), missing())`,
    'odd.ts': `${NOTE}
import { even, limit } from './main'
export function odd(n: number): boolean { return n !== 0 && even(n - 1) }
export const missing = () => limit
try { note(limit) } catch (e) { note((e as Error).name) }
note(typeof even)`,
  }
  expect((await run(files)).log).toEqual(['ReferenceError', 'function', 'number', 'number', true, 5])
  const asynchronous = { ...files, 'odd.ts': `${files['odd.ts']}\nawait 1` }
  expect((await run(asynchronous)).log).toEqual(['ReferenceError', 'function', 'number', 'number', true, 5])
})

test('a top-level await makes importers wait, and nothing else asynchronous', async () => {
  const log = (
    await run({ 'main.ts': `import { a } from './a'\n${NOTE}\nnote(a)`, 'a.ts': 'export const a = await 1' })
  ).log
  expect(log).toEqual([1])
  expect(
    compiled({ 'main.ts': `import { a } from './a'\na()`, 'a.ts': 'export function a() {}' }).code,
  ).not.toMatch(/async|await/)
})

test('a name that a library module lacks fails at once, at the import', async () => {
  const source = `${NOTE}\nnote('never')\nimport {\n  Poool } from 'multiprocessing'\nPoool()`
  const runtime = new TestRuntime()
  await expect(run(source, {}, runtime)).rejects.toThrow(
    'The module "multiprocessing" has no "Poool". It has: Queue, Value, Process, cpuCount.',
  )
  expect(runtime.log).toEqual([])
})

test('default and namespace imports of a library module are the module', async () => {
  expect(
    (
      await run(
        `${NOTE}\nimport mp from 'multiprocessing'\nimport * as all from 'multiprocessing'\nnote(mp.cpuCount(), all.cpuCount())`,
      )
    ).log,
  ).toEqual([4, 4])
})

test('unchanged files are not compiled again', () => {
  const files = { 'main.ts': `import { a } from './a'\na()`, 'a.ts': 'export function a() {}' }
  const first = compiled(files)
  expect(compiled(files)).toEqual(first)
  expect(compiled({ ...files, 'main.ts': `${files['main.ts']}\na(1)` }).code).not.toBe(first.code)
})

const problems: readonly [string, Readonly<Record<string, string>> | string, string[]][] = [
  ['an unexpected token', 'let x = 1\nx = )', ['compile.unexpectedToken']],
  ['an early end', 'function f() {', ['compile.unexpectedEnd']],
  ['an open string', 'let x = "abc\n', ['compile.unterminated']],
  ['a double declaration', 'let x = 1\nlet x = 2', ['compile.redeclared']],
  ['an unknown module', `import { x } from 'lodash'\nx()`, ['compile.unknownModule']],
  ['an unknown file', `import { x } from './nope'\nx()`, ['compile.unknownFile']],
  [
    'an unknown export',
    { 'main.ts': `import { x } from './a'\nx()`, 'a.ts': 'export const y = 1' },
    ['compile.missingExport'],
  ],
  [
    'an ambiguous export',
    {
      'main.ts': `import { x } from './a'\nx()`,
      'a.ts': `export * from './b'; export * from './c'`,
      'b.ts': 'export const x = 1',
      'c.ts': 'export const x = 1',
    },
    ['compile.ambiguousExport'],
  ],
  ['a star of a library module', `export * from 'time'`, ['compile.libraryStar']],
  ['a dynamic import', `import('time')`, ['compile.dynamicImport']],
  ['import.meta', `import.meta.url`, ['compile.importMeta']],
  ['a namespace', `namespace N { export const a = 1 }`, ['compile.namespace']],
  ['import =', `import x = require('time')`, ['compile.importEquals']],
  ['export =', `export = 3`, ['compile.exportEquals']],
  ['a decorator', `@dec class A {}\nfunction dec() {}`, ['compile.decorator']],
  ['accessor', `class A { accessor x = 1 }`, ['compile.accessor']],
  [
    'a super call that is no statement',
    `class A extends Object { constructor(private x: number) { if (x) super() } }`,
    ['compile.superFirst'],
  ],
  ['using in a for head', `for (using x = null; ;) {}`, ['compile.usingPlace']],
]

test.each(problems)('a clear problem tells of %s', (_, files, expected) => {
  expect(codes(files)).toEqual(expected)
})

test('a problem has the place and plain words', () => {
  const result = compileFiles('let a = 1\n  let b = = 2')
  expect(result).toEqual({
    ok: false,
    problems: [
      {
        code: 'compile.unexpectedToken',
        params: { token: '"="' },
        message: 'Unexpected "=".',
        place: { file: 'main.ts', line: 2, column: 11 },
        process: null,
      },
    ],
  })
})
