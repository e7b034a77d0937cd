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
      `${place?.file}:${place?.line}:${place?.column} ${params.name ?? params.field} by ${params.target ?? params.class}`,
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

describe('a top-level array or object gets a warning when a thread', () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'calls a method that changes an array': ['const x = []', 'x.push(1)'],
    'assigns to an element': ['const x = new Array(3)', 'x[0] = 1'],
    'assigns to a field': ['const x = { n: 0 }', 'x.n += 1'],
    'updates a field of an object within': ['const x = { inner: { n: 0 } }', 'x.inner.n++'],
    'assigns to a row of a table': ['const x = [[0, 0], [0, 0]]', 'x[1][0] = 2'],
    'changes a list within': ['const x = { list: [] as number[] }', 'x.list.sort()'],
    'assigns by a pattern': ['const x = [1, 2]', '[x[0], x[1]] = [x[1], x[0]]'],
    'deletes a field': ['const x: Record<string, number> = {}', 'delete x.a'],
    'empties an array that a variable holds': ['let x = [1]', 'x.length = 0'],
    'changes a Map': ['const x = new Map<string, number>()', "x.set('a', 1)"],
    'changes a Set in a function within': ['const x = new Set([1])', '[1].forEach(n => x.add(n))'],
  }
  for (const [name, [declaration, change]] of Object.entries(cases)) {
    test(name, () => {
      const text = `import { Thread } from 'threading'\n${declaration}\nfunction add() { ${change} }\nnew Thread(add)\n`
      expect(warnings(text)).toEqual([`main.ts:2:${declaration.indexOf('x') + 1} x by add`])
    })
  }

  test('changes one of another file', () => {
    const files = {
      'main.ts': `import { Thread } from 'threading'
import { results as all } from './data.ts'
new Thread({ target: function add() { all.push(1) } })`,
      'data.ts': 'export const results: number[] = []',
    }
    expect(warnings(files)).toEqual(['data.ts:1:14 results by add'])
  })

  test('once, however often it is changed, and as a variable where it is assigned as well', () => {
    const text = `import { Thread } from 'threading'
let list = []
const other = []
function add() { list.push(1); other.push(1); list = []; other.pop() }
new Thread(add)
new Thread(add)`
    const program = { language: 'ts' as const, files: [{ path: 'main.ts', text }] }
    expect(findThreadVariables(program, library).map(({ code, params }) => `${code} ${params.name}`)).toEqual(
      ['compile.threadObject other', 'compile.threadVariable list'],
    )
  })
})

test('a field of a Thread gets a warning where run assigns it, itself or in a method that it calls', () => {
  const text = `import { Thread } from 'threading'
class Worker extends Thread {
  result = 0
  #count = 0
  run() {
    this.result = 1
    const more = () => { this.result++ }
    more()
    this.tell()
  }
  tell() { this.#count++ }
}
new Worker().start()`
  expect(warnings(text)).toEqual(['main.ts:6:10 result by Worker', 'main.ts:11:17 #count by Worker'])
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
    'for local variables, with what they hold, and for arguments': `import { Thread } from 'threading'
const results: number[] = []
function add(given: number[]) {
  let n = 0
  const results = [n++]
  results.push(1)
  given[0] = results.length
}
new Thread(add, [results])`,
    'for what is shared, and objects of the library, also within others': `import { Event, Thread, shared } from 'threading'
import { Queue, Value } from 'multiprocessing'
const state = shared({ n: 0, list: [] })
const parts = { done: new Event(), queue: new Queue(), total: new Value('i', 0), state: shared({ n: 0 }) }
const values = [new Value('i', 0)]
const done = new Event()
function add() {
  state.n++
  state.list.push(1)
  parts.done.set()
  parts.total.value += 1
  parts.state.n++
  values[0].value++
  done.set()
}
new Thread(add)`,
    'for what a thread only reads, and methods of the program’s own': `import { Thread } from 'threading'
const list = [3, 1]
const log = { lines: 0, add(text: string) { console.log(text) } }
function show() {
  log.add(list.map(n => n + 1).toSorted().join())
}
function other() { list.sort() }
new Thread(show)`,
    'for a Map that is the program’s own': `import { Thread } from 'threading'
class Map { set(n: number) {} }
const map = new Map()
new Thread(() => map.set(1))`,
    'for arrays that processes change': `import { Process } from 'multiprocessing'
const results = []
new Process({ target: () => results.push(1) })`,
    'for fields of a Thread that others set, and those that every Thread has': `import { Thread } from 'threading'
class Worker extends Thread {
  result = 0
  constructor(readonly n: number) { super(); this.result = n }
  run() {
    this.name = 'busy'
    const other = { n: 0, set() { this.n = 1 } }
    function plain() { this.n = 2 }
    class Inner { n = 0; set() { this.n = 3 } }
    console.log(this.result, other, plain, Inner, new Worker(1))
  }
  reset() { this.result = 0 }
}
new Worker(1).start()`,
    'for fields of other classes': `import { Process } from 'multiprocessing'
class Worker extends Process {
  run() { this.result = 1 }
}
new Worker().start()`,
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
