import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compiled, compileFiles, load, NOTE, OPTIONS, run, TestRuntime } from './compile.testing.ts'
import { placeOf } from './index.ts'
import { parse } from './parse.ts'
import { analyzeScopes } from './scopes.ts'
import { sourceText } from './text.ts'

const call = (runtime: TestRuntime, number: number): unknown => {
  const get = runtime.functions.get(number) as () => () => unknown
  return get()()
}

const siteText = (files: string, site: number | undefined): string => {
  const place = compiled(files).sites[site ?? 0]
  const line = files.split('\n')[(place?.line ?? 0) - 1] ?? ''
  return /^\w+/.exec(line.slice((place?.column ?? 1) - 1))?.[0] ?? ''
}

test('a forked child evaluates declarations alone and is given the variables', async () => {
  const source = `${NOTE}
import { Queue } from 'multiprocessing'
const limit = 10
const queue = new Queue()
let { a, b: [b] } = { a: 1, b: [2] }
var c = 3, d = a + 1
using r = { dispose() { note('disposed') } } as any
const square = (x: number) => x * x
class Base { twice() { return 2 * limit } }
enum Color { Red, Green }
note('side effect')
for (var i = 0; i < 3; i++) note(i)
export function work() { return [a, b, c, d, i, limit, square(a), new Base().twice(), Color.Green, queue] }
a = 5
export default 42`
  const main = await run(source)
  expect(main.log).toEqual(['side effect', 0, 1, 2, 'disposed'])
  const definition = main.definitions[0]
  expect(definition?.variables).toEqual(['limit', 'queue', 'a', 'b', 'c', 'd', 'r', 'i', 'default'])
  const values = definition?.get() ?? []
  expect(values.slice(2, 6)).toEqual([5, 2, 3, 2])

  const child = await run(source, {}, new TestRuntime(true))
  expect(child.log).toEqual([])
  expect(child.definitions[0]?.get().slice(4)).toEqual([3, undefined, undefined, undefined, undefined])
  child.definitions[0]?.set(values)
  const work = compiled(source).functions.findIndex(({ name }) => name === 'work')
  expect(call(child, work)).toEqual([5, 2, 3, 2, 3, 10, 25, 20, 1, values[1]])
  expect(child.definitions[0]?.classes.map(([name]) => name)).toEqual(['Base'])
})

test('a variable before its declaration throws in the program and is undefined for get()', async () => {
  const runtime = new TestRuntime()
  await expect(
    run(`note(x)\nconst x = f()\nfunction f() { return 1 }\n${NOTE}`, {}, runtime),
  ).rejects.toThrow(ReferenceError)
  expect(runtime.definitions[0]?.get()).toEqual([undefined])
})

test('assigning to a constant throws, after the value was computed', async () => {
  const source = `${NOTE}
const x: number = Number('1'), f = () => 1
for (const go of [() => { x = note('value') }, () => { x += 1 }, () => { x++ }, () => { [x] = [1] }, () => { ({ x } = { x: 2 }) }, () => { (f as any) = 2 }])
  try { (go as any)() } catch (e) { note((e as Error).constructor.name) }
note(x)`
  expect((await run(source)).log).toEqual(['value', ...Array(6).fill('TypeError'), 1])
})

test('functions without captured variables work from an evaluation that never ran the code around them', async () => {
  const source = `${NOTE}
import { Process } from 'multiprocessing'
const factor = 3
function main() {
  const local = 1
  new Process({ target: () => {
    note(factor)
    note('target')
  }, args: [1, 2] })
  new Process({ target: () => note(local) })
  const inner = (x: number) => x * factor
  function helper(n: number): number { return n > 1 ? n * helper(n - 1) : 1 }
  note([1, 2].map(async function (x) { return x }).length, inner(2), helper(4), inner.name, helper.name)
}
if (__name__ === '__main__') { const hidden = 1; main(); [1].map(() => hidden) }`
  const main = await run(source)
  expect(main.log).toEqual([2, 6, 24, 'inner', 'helper'])
  const program = compiled(source)
  expect(program.functions.map(({ name }) => name).sort()).toEqual(
    ['async function (x) { return x }', 'helper', 'inner', 'main', 'target'].sort(),
  )
  const child = new TestRuntime(true)
  await (await load(program))(child).evaluate()
  const target = program.functions.findIndex(({ name }) => name === 'target')
  child.definitions[0]?.set([3])
  call(child, target)
  expect(child.log).toEqual([3, 'target'])
  expect(program.functions[target]?.place).toEqual({ file: 'main.ts', line: 6, column: 25 })
  expect(child.functions.get(target)?.()).toBe(child.functions.get(target)?.())
})

test('closures are listed with the very text that toString returns', async () => {
  const source = `${NOTE}
const texts: string[] = []
function main(a: number) {
  const b = 1
  const keep = (f: unknown) => { texts.push(String(f)); return f }
  keep((x: number): number => x + a)
  keep(async function named() { return b })
  keep({ method(y: string) { return a + y } }.method)
  class Local { static async *gen<T>(): any { yield b } }
  keep(Local.gen)
  keep(function () { return () => this })
}
main(1)
note(...texts)`
  const program = compiled(source)
  const texts = (await run(source)).log
  const entries = program.closures.map(({ start, end, captured, name }) => ({
    text: program.code.slice(start, end),
    captured,
    name,
  }))
  expect(texts).toHaveLength(5)
  for (const text of texts.slice(0, 4)) expect(entries.map(one => one.text)).toContain(text)
  expect(entries.find(({ name }) => name === 'named')?.captured).toEqual(['b'])
  expect(entries.find(({ name }) => name === 'method')?.captured).toEqual(['a'])
  expect(entries.find(({ name }) => name === '() => this')?.captured).toEqual(['this'])
})

test('what an await waits for, and what a throw throws, have sites: the inner await is the last', async () => {
  const source = `${NOTE}
import { Queue } from 'multiprocessing'
const q = new Queue()
async function inner() {
  await null
}
export async function outer() {
  await inner()
  await q.get()
}
await outer()
note((await (q, 1)))
try { throw (1, 'text') } catch { note('caught') }
try { throw new Error('tells itself') } catch {}`
  const runtime = await run(source)
  expect(runtime.log).toEqual(['await .get', 1, 'caught'])
  const lines = compiled(source).sites.map(({ line }) => line)
  expect(lines).toEqual([0, 3, 5, 8, 9, 11, 12, 12, 13, 13])
  expect(compiled(source).sites[runtime.sites.at(-1) ?? 0]).toEqual({ file: 'main.ts', line: 13, column: 13 })
})

test('sites are set last before the call, whatever its arguments do', async () => {
  const source = `${NOTE}
import { Queue, Value } from 'multiprocessing'
import * as time from 'time'
const q = new Queue(), v = new Value()
const add = () => { v.value = 1; return 1 }
q.put(1).put(2)
q
  .put(add())
  .get()
time.sleep(add())
v.value += q.get() as number
v.value = add()
q?.get()
if (q) q.put([3].map(x => time.sleep(x)))`
  const runtime = await run(source)
  const names = runtime.sites.map(site => siteText(source, site))
  expect(names.join(' ')).toBe('put put value put get value sleep value get value value value get sleep put')
  const lines = runtime.sites.map(site => compiled(source).sites[site]?.line)
  expect(lines).toEqual([6, 6, 5, 8, 9, 5, 10, 11, 11, 11, 5, 12, 13, 14, 14])
  expect(compiled(source).sites[0]).toEqual({ file: '', line: 0, column: 0 })
})

test('awaited calls of the library go through the runtime', async () => {
  const source = `${NOTE}
import { Queue } from 'multiprocessing'
import { sleep } from 'time'
import * as time from 'time'
const q = new Queue()
const own = async (x: unknown) => x
await q.put(1)
note(await q
  .get<number>(), await sleep(2), await (time.sleep(3)), await own(4))
note(...await Promise.all([sleep(5), own(6), q.get()]))
await q?.put(7)`
  expect((await run(source)).log).toEqual([
    'await .put',
    'await .get',
    'await ()',
    'await ()',
    1,
    2,
    3,
    4,
    'await ()',
    'await .get',
    5,
    6,
    undefined,
  ])
})

test('a site before a new, a tagged template, a super call and a class field leaves their meaning', async () => {
  const source = `${NOTE}
import * as mp from 'multiprocessing'
class Mine extends mp.Queue { first = super.get(); put(x: unknown) { return super.put(x) } }
const mine = new Mine
const o = { get: (s: any, ...r: any[]) => s[0] + r[0], value: { Deep: class { a = 1 } } }
note(mine.put(1).get(), o.get\`x\${2}y\`, new o.value.Deep().a, delete (o as any).value)
const f = (x = mine.put(3).get()) => mine.put(x).get()
note(f(), new mp.Queue().put(4).get(), typeof mp.cpuCount(), o?.value?.Deep)`
  expect((await run(source)).log).toEqual([1, 'x2', 1, true, 3, 4, 'number', undefined])
})

test('using disposes in reverse order, also on return, break and error', async () => {
  const source = `${NOTE}
const r = (name: string) => ({ name, dispose() { note('-' + name) } }) as any
function f() { 'use strict'; using a = r('a'), b = r('b'); note('body'); return 1 }
note(f())
for (using x of [r('x'), r('y')]) { if (x.name === 'y') break; note(x.name) }
try { using c = r('c'); throw new Error('boom') } catch (e) { note((e as Error).message) }
async function g() { await using d = r('d'); using e = null; note(d.name, e) }
await g()
{ using z = r('z') }
using last = r('last')
note('end')`
  expect((await run(source)).log).toEqual([
    'body',
    '-b',
    '-a',
    1,
    'x',
    '-x',
    '-y',
    '-c',
    'boom',
    'd',
    null,
    '-d',
    'async',
    '-z',
    'end',
    '-last',
  ])
})

test('ticks stop loops and recursion of every form', async () => {
  const forms = [
    'while (true) {}',
    'for (;;);',
    'do ; while (true)',
    'function f() { "use strict"; for (const x of forever()) x } function* forever() { while (true) yield 1 } f()',
    'const f = () => { for (;;) { } }; f()',
    'class A { m() { return 1 } }; const a = new A(); function g() { for (let i = 0; ; i++) a.m() }; g()',
  ]
  for (const form of forms) await expect(run(form, { ticks: true })).rejects.toThrow('killed')
  expect(compiled('while (x) {}\ndeclare let x: any').code).not.toContain('tick')
})

test('errors map to their lines, in moved functions too', async () => {
  const source = `import { Process } from 'multiprocessing'
type T = {
  a: number
}
function main() {
  return new Process({
    target: () => {
      const x: T = { a: 1 }
      throw new Error('moved')
    },
  })
}
const p = main() as any
p.options
  .target()`
  const program = compiled(source)
  const failure = await Promise.resolve()
    .then(async () => (await load(program))(new TestRuntime()).evaluate())
    .catch((error: Error) => error)
  const lines = [...String((failure as Error).stack).matchAll(/base64,[^)]*?:(\d+):\d+/g)].map(
    ([, line]) => placeOf(program, Number(line))?.line ?? null,
  )
  expect(lines.slice(0, 2)).toEqual([9, 15])
  expect(program.lines).toHaveLength(program.code.split('\n').length)
})

test('names with dollars of the program do not collide with added ones', async () => {
  expect(
    (
      await run(
        `${NOTE}\nconst $ = 1, $$site = 2, $n0 = 3\nfunction $f0() { return $ }\nnote($, $$site, $n0, $f0())`,
      )
    ).log,
  ).toEqual([1, 2, 3, 1])
})

test('damaged programs give problems and never throw', () => {
  const source = `import { Pool } from 'multiprocessing'\nenum E { A = 1, B }\nabstract class A<T> extends B implements C { constructor(private a = 1) { super() } get x(): number { return this.a! } }\nasync function f({ a, b = 2 }: { a: number }, ...r: any[]): Promise<void> { using p = new Pool(4); for await (const x of p.imap((n: number) => n * 2, [1, 2])) console.log(\`\${x as any}\`); await p.join() }\nconst g = <T,>(x: T): x is string => x satisfies any\nexport { f as h }\nexport default g`
  let state = 7
  const random = (n: number): number => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return state % n
  }
  for (let round = 0; round < 1500; round++) {
    let text = source
    for (let cuts = 1 + random(4); cuts > 0; cuts--) {
      const at = random(text.length)
      text = text.slice(0, at) + text.slice(at + 1 + random(3))
    }
    const result = compileFiles(text, OPTIONS)
    if (!result.ok) expect(result.problems.length).toBeGreaterThan(0)
  }
})

test('a program nested too deeply is a problem, not a crash', () => {
  const result = compileFiles(`let x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`)
  expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual(['compile.tooDeep'])
})

test('code full of types does what it did: this folder, compiled by itself, finds the same names', async () => {
  const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
  const source = read('scopes.ts')
  const text = `import { analyzeScopes } from './scopes.ts'
import { Edits, Output } from './edits.ts'
import { sourceText, wordsIn } from './text.ts'
import { note, tree } from 'sys'
const { free, file, functions } = analyzeScopes(tree as never)
note([...free], [...file.names.keys()], [...functions.values()].map(one => [...one.captured].join()))
const edits = new Edits(sourceText('a\\nb c'), 0, 5), output = new Output()
edits.wrap({ start: 2, end: 5 }, '(', ')')
edits.render(output)
note(output.text, output.finish(), wordsIn('a /* b */ c', 0, 11).length)`
  const tree = parse(sourceText(source), () => {})
  if (!tree) throw new Error('not read')
  const { free, file, functions } = analyzeScopes(tree)
  for (const ticks of [false, true]) {
    const runtime = new TestRuntime()
    runtime.tick = () => 1000
    Object.assign(runtime.modules.sys ?? {}, { tree })
    const files = {
      'main.ts': text,
      'scopes.ts': source,
      'edits.ts': read('edits.ts'),
      'text.ts': read('text.ts'),
      'ast.ts': read('ast.ts'),
    }
    await run(files, { ticks }, runtime)
    expect(runtime.log).toEqual([
      [...free],
      [...file.names.keys()],
      [...functions.values()].map(one => [...one.captured].join()),
      'a\n(b c)',
      [1, 2],
      2,
    ])
  }
})

test('more forms keep their meaning', async () => {
  const source = `${NOTE}
import { Queue, Value, Process } from 'multiprocessing'
outer: for (const a of [1, 2]) for (const b of [1, 2]) { if (b === 2) continue outer
  note(a + b) }
const handlers = { double: (x: number) => x * 2, nested: [(x: number) => x + 1] }
let swapped = () => 1
swapped = () => 2
note(handlers.double(2), handlers.nested[0]!(2), handlers.double.name, swapped())
const q = new Queue()
  , v = new Value()
label: { if (q) break label }
if (q) q.put(1); else q.put(2)
const fs = [1, 2].map(n => () => n)
note(fs[1]!(), (() => { switch (q.get()) { case 1: return 'one'; default: return 'other' } })())
const o = { async *gen() { yield* [1, 2] }, get x() { return v.value }, set x(y) { v.value = y }, ['c' + 1]: () => 3 }
o.x = 4; o.x++
for await (const i of o.gen()) note(i)
note(o.x, o.c1!(), (function () { return typeof this })(), [...(function* (): any { yield v.value })()])
class P { #secret = 1; static made = 0; static { P.made = 5 } read = () => this.#secret; has(o: object) { return #secret in o } }
note(new P().read(), P.made, new P().has({}))
note(((a, { b = q.put(a).get() } = {} as any) => b)(8), \`\${v.value}\`, v.value ? -v.value : 0, !v.value)
var late = typeof hoisted; function hoisted() {}
const make = async () => { const p = new Process({ target: async () => { note('in') } }) as any; await p.options.target(); return p }
note(late, !!(await make()), void 0 ?? 'n')
export const Expr = class Named<T> { static n = Named.name }
note(Expr.n, new Expr().constructor === Expr) // end`
  const expected = [
    2,
    3,
    4,
    3,
    'double',
    2,
    2,
    'one',
    1,
    2,
    5,
    3,
    'undefined',
    [5],
    1,
    5,
    false,
    8,
    '5',
    -5,
    false,
    'in',
    'function',
    true,
    'n',
    'Named',
    true,
  ]
  expect((await run(source)).log).toEqual(expected)
  expect((await run(source, { ticks: true })).log).toEqual(expected)
})
