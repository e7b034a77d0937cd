import { describe, expect, test } from 'vitest'
import { findThreadVariables } from './threadVariables.ts'

const library = {
  modules: new Set(['threading', 'multiprocessing', 'concurrent.futures']),
  siteMembers: new Set<string>(),
}

function warnings(files: string | Readonly<Record<string, string>>): string[] {
  const all = typeof files === 'string' ? { 'main.ts': files } : files
  const program = {
    language: 'ts' as const,
    files: Object.entries(all).map(([path, text]) => ({ path, text })),
  }
  return findThreadVariables(program, library).map(
    ({ params, place }) =>
      `${place?.file}:${place?.line}:${place?.column} ${params.name} by ${params.target}`,
  )
}

describe('a top-level variable gets a warning when it is assigned by', () => {
  const head = `let counter = 0
function add() { counter++ }
`
  const cases: Readonly<Record<string, string>> = {
    'the target of a Thread, among its options': `import { Thread } from 'threading'
new Thread({ target: add, args: [] }).start()`,
    'the target of a Thread, alone': `import { Thread as T } from 'threading'
new T(add).start()`,
    'a Thread of the module as a whole': `import * as threading from 'threading'
new threading.Thread({ target: add })`,
    'the function of a Timer': `import { Timer } from 'threading'
new Timer(1, add)`,
    'a task that is submitted': `import { ThreadPoolExecutor } from 'concurrent.futures'
using executor = new ThreadPoolExecutor(2)
executor.submit(add, 1)`,
    'a function mapped by an executor that is a parameter': `import { ThreadPoolExecutor } from 'concurrent.futures'
function work(executor: ThreadPoolExecutor) { executor.map(add, [1]) }`,
    'a function mapped by a pool of threads made in place': `import { ThreadPool } from 'multiprocessing'
new ThreadPool(2).map(add, [1])`,
  }
  for (const [name, text] of Object.entries(cases)) {
    test(name, () => expect(warnings(`${head}${text}\n`)).toEqual(['main.ts:1:5 counter by add']))
  }

  test('a function that the target uses, of another file, even by its name alone', () => {
    const files = {
      'main.ts': `import { Thread } from 'threading'
import { add } from './add.ts'
const work = () => [1, 2].forEach(add)
new Thread({ target: work })`,
      'add.ts': `let total = 0, other = 0
export function add(n: number) { total += n }
export function reset() { other = 0 }`,
    }
    expect(warnings(files)).toEqual(['add.ts:1:5 total by work'])
  })

  test('the run of a class that extends Thread, in a method that it calls', () => {
    const text = `import { Thread } from 'threading'
let sum = 0
class Base extends Thread {}
class Adder extends Base {
  run() { this.add() }
  add() { [sum] = [sum + 1] }
}
new Adder().start()`
    expect(warnings(text)).toEqual(['main.ts:2:5 sum by Adder.run'])
  })

  test('a function inside the target, and a function of a block', () => {
    const text = `import { Thread } from 'threading'
let a = 0
let b = 0
{
  const work = () => { const inner = () => { a = 1 }; inner() }
  new Thread(work)
}
new Thread({ target: function named() { b ||= 1 } })`
    expect(warnings(text)).toEqual(['main.ts:2:5 a by work', 'main.ts:3:5 b by named'])
  })
})

describe('no warning is given', () => {
  const cases: Readonly<Record<string, string>> = {
    'for what processes assign: they share nothing in Python either': `import { Process } from 'multiprocessing'
let n = 0
function add() { n++ }
new Process({ target: add })`,
    'for a variable that the thread only reads': `import { Thread } from 'threading'
let n = 0
n = 1
function show() { console.log(n) }
new Thread(show)`,
    'for local variables, fields of objects, and constants': `import { Thread } from 'threading'
const state = { n: 0 }
function add() { let n = 0; n++; state.n++ }
new Thread(add)`,
    'for a local variable of the same name': `import { Thread } from 'threading'
let n = 0
function add(n: number) { n++ }
new Thread(add)`,
    'for a Thread that is not the library’s': `class Thread { constructor(f: () => void) {} }
let n = 0
new Thread(() => { n++ })`,
    'for a program that cannot be read': `import { Thread } from 'threading'
let n = 0
new Thread(() => { n++ }`,
  }
  for (const [name, text] of Object.entries(cases)) test(name, () => expect(warnings(text)).toEqual([]))
})
