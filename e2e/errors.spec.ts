import { expect, test } from '@playwright/test'
import { type Mishap, seeNextRunWork, suffer } from './support/mishap.ts'
import { WeftPage } from './support/page.ts'
import { programOf } from './support/programs.ts'

let weft: WeftPage

test.beforeEach(async ({ page }) => {
  weft = new WeftPage(page)
  await weft.open()
})

const THROWS: readonly Mishap[] = [
  {
    what: 'at the top level',
    program: programOf([], 'const a = 1', '', "throw new Error('boom at the top')"),
    end: 'failed',
    says: [/Error: boom at the top/, /in Main/],
    place: 'main.ts:3',
  },
  {
    what: 'in a function, an error of the language',
    program: programOf([], 'function broken(x) {', '  return x.y.z', '}', 'broken({})'),
    end: 'failed',
    says: [/TypeError: Cannot read properties of undefined \(reading 'z'\)/],
    place: 'main.ts:2',
  },
  {
    what: 'in a task of a pool',
    program: programOf(
      ['Pool'],
      'function task(n) {',
      "  if (n === 3) throw new Error('boom on ' + n)",
      '  return n',
      '}',
      'using pool = new Pool(2)',
      'pool.map(task, [1, 2, 3, 4])',
    ),
    end: 'failed',
    says: [/Error: boom on 3/],
    place: 'main.ts:3',
  },
  {
    what: 'in a timer',
    program: programOf([], '', "setTimeout(() => { throw new Error('too late') }, 5)"),
    end: 'failed',
    says: [/Error: too late/],
    place: 'main.ts:2',
  },
  {
    what: 'in a promise that nobody watches',
    program: programOf([], '', "Promise.reject(new Error('nobody caught me'))", 'await 0'),
    end: 'failed',
    says: [/Error: nobody caught me/],
    place: 'main.ts:2',
  },
]

const THROWS_NO_ERROR: readonly Mishap[] = [
  ...[
    ['null', 'null'],
    ['undefined', 'undefined'],
    ["'only text'", 'the text "only text"'],
    ["Symbol('odd')", 'Symbol\\(odd\\)'],
    ["{ code: 7, why: 'because' }", "\\{ code: 7, why: 'because' \\}"],
    ['function odd() {}', '\\[Function: odd\\]'],
  ].map(([value, shown]) => ({
    what: `of ${value}`,
    program: programOf([], "console.log('before')", '', `throw ${value}`),
    end: 'failed' as const,
    says: [new RegExp(`threw ${shown}, which is not an Error`), /in Main/, /throw new Error\(/],
    place: 'main.ts:3',
  })),
  {
    what: 'of an object that fights back',
    program: programOf(
      [],
      'const angry = new Proxy({}, {',
      "  get() { throw new Error('hostile') },",
      '  ownKeys() { throw 1 },',
      '  getPrototypeOf() { throw 2 },',
      '})',
      'throw angry',
    ),
    end: 'failed',
    says: [/threw .*which is not an Error/],
    place: 'main.ts:6',
  },
  {
    what: 'of an error that cannot be read',
    program: programOf(
      [],
      "const sealed = new Error('x')",
      "for (const name of ['message', 'stack', 'name']) {",
      "  Object.defineProperty(sealed, name, { get() { throw new Error('no') } })",
      '}',
      'throw sealed',
    ),
    end: 'failed',
    says: [/cannot be (shown|read)/],
    place: 'main.ts:5',
  },
]

test('a program that throws says what, in which process, on which line', async () => {
  for (const mishap of THROWS) await suffer(weft, mishap)
})

test('a program that throws what is no Error, or fights back, hears the same', async () => {
  for (const mishap of THROWS_NO_ERROR) await suffer(weft, mishap)
})

test('an error in a child is printed by that child, with its line, and the others go on', async () => {
  const child = (...body: string[]) =>
    programOf(
      ['Process'],
      'function child() {',
      ...body.map(line => `  ${line}`),
      '}',
      "const p = new Process({ target: child, name: 'Child' })",
      'p.start()',
      'p.join()',
      "console.log('exit code ' + p.exitCode)",
    )
  for (const [program, says] of [
    [
      child("throw new RangeError('boom in a child')"),
      /RangeError: boom in a child\n.*at child \(main\.ts:3\)/,
    ],
    [child('throw null'), /threw null, which is not an Error/],
    [
      child('return child() + 1'),
      /RangeError: Maximum call stack size exceeded\n.*at child \(main\.ts:[23]\)/,
    ],
  ] as const) {
    expect(await weft.runToEnd(program)).toBe('finished')
    await weft.showTab('output')
    const lines = await weft.drawnOutput()
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({ process: 'Child', stream: 'stderr', text: expect.stringMatching(says) })
    expect(lines[1]).toMatchObject({ process: 'Main', stream: 'stdout', text: 'exit code 1' })
    await seeNextRunWork(weft)
  }
})

test('a program that exits says with which code, and keeps what it printed', async () => {
  expect(
    await weft.runToEnd(programOf([], "import { exit } from 'sys'", "console.log('before')", 'exit(3)')),
  ).toBe('finished')
  await expect(weft.status).toContainText('exit code 3')
  expect(await weft.explanation()).toMatch(/exit code 3/)
  await weft.showTab('output')
  expect(await weft.drawnOutput()).toMatchObject([{ process: 'Main', text: 'before' }])
  await seeNextRunWork(weft)

  expect(await weft.runToEnd(programOf([], "import { exit } from 'sys'", "exit('all went wrong')"))).toBe(
    'finished',
  )
  await expect(weft.status).toContainText('exit code 1')
  await weft.showTab('output')
  expect(await weft.drawnOutput()).toMatchObject([
    { process: 'Main', stream: 'stderr', text: 'all went wrong' },
  ])
  await seeNextRunWork(weft)

  await suffer(weft, {
    what: 'a task that exits takes its result along',
    program: programOf(
      ['Pool'],
      "import { exit } from 'sys'",
      'function task(n) { if (n === 2) exit(5); return n }',
      'using pool = new Pool(2)',
      'pool.map(task, [1, 2, 3, 4])',
    ),
    end: 'failed',
    says: [/PoolWorker-\d ended with exit code 5/, /A task should return or throw, not call exit\(\)/],
    place: 'main.ts:5',
  })
})

test('a recursion without end is named as one, with its line', async () => {
  await suffer(weft, {
    what: 'of one function',
    program: programOf([], '', 'function deep(n) {', '  return deep(n + 1) + 1', '}', 'deep(0)'),
    end: 'failed',
    // Whether the call or the called function finds the stack full is the engine's affair.
    says: [/recursion does not end/, /returns without calling itself/, /main\.ts:[23]/, /in Main/],
    place: null,
  })
  await suffer(weft, {
    what: 'of two functions',
    program: programOf([], 'const a = n => b(n) + 1', 'const b = n => a(n) + 1', 'a(0)'),
    end: 'failed',
    says: [/recursion does not end/],
    place: null,
  })
})

const REFUSED: readonly Mishap[] = [
  {
    what: 'a closure for a pool',
    program: programOf(
      ['Pool'],
      'function main() {',
      '  const factor = 3',
      '  using pool = new Pool(2)',
      '  return pool.map(n => n * factor, [1, 2, 3])',
      '}',
      'main()',
    ),
    end: 'failed',
    says: [/"n => n \* factor"/, /local variable.*factor.*main\.ts:5/, /pass (it|them) as/],
    place: 'main.ts:5',
  },
  {
    what: 'a closure for a process',
    program: programOf(
      ['Process'],
      'function main() {',
      '  const secret = 3',
      '  new Process({ target: () => console.log(secret) }).start()',
      '}',
      'main()',
    ),
    end: 'failed',
    says: [/local variable.*secret.*main\.ts:4/],
    place: 'main.ts:4',
  },
  {
    what: 'a symbol deep inside',
    program: programOf(['Queue'], 'const q = new Queue()', '', "q.put({ list: [1, Symbol('tag')] })"),
    end: 'failed',
    says: [/list\[1\] is the symbol Symbol\(tag\)/, /send a string instead/],
    place: 'main.ts:4',
  },
  {
    what: 'a promise',
    program: programOf(['Queue'], 'const q = new Queue()', 'q.put({ later: Promise.resolve(1) })'),
    end: 'failed',
    says: [/later is a promise/, /Await it/],
    place: 'main.ts:3',
  },
  {
    what: 'an instance of a class that nobody else can find',
    program: programOf(
      ['Queue'],
      'const q = new Queue()',
      'function make() {',
      '  class Local { x = 1 }',
      '  return new Local()',
      '}',
      'q.put(make())',
    ),
    end: 'failed',
    says: [/instance of "Local"/, /top of a module/],
    place: 'main.ts:7',
  },
  {
    what: 'a generator',
    program: programOf(['Queue'], 'const q = new Queue()', 'function* g() { yield 1 }', 'q.put(g())'),
    end: 'failed',
    says: [/generator/, /array of its items/],
    place: 'main.ts:4',
  },
  {
    what: 'a getter that throws',
    program: programOf(['Queue'], 'const q = new Queue()', "q.put({ get x() { throw new Error('mine') } })"),
    end: 'failed',
    says: [/x could not be read: Error: mine/],
    place: 'main.ts:3',
  },
  {
    what: 'a result that is a closure',
    program: programOf(
      ['Pool'],
      'function task(n) {',
      '  const local = n',
      '  return () => local',
      '}',
      'using pool = new Pool(2)',
      'pool.map(task, [1])',
    ),
    end: 'failed',
    says: [/result of a task cannot be sent back/, /local variable.*local.*main\.ts:4/],
    place: 'main.ts:7',
  },
]

test('what cannot be sent is refused by name, with what to do instead', async () => {
  for (const mishap of REFUSED) await suffer(weft, mishap)
})

test('what fork cannot copy is refused at its first use in the child', async () => {
  const program = programOf(
    ['Process'],
    'const later = Promise.resolve(1)',
    'function child() {',
    '  later.then(console.log)',
    '}',
    'const p = new Process({ target: child })',
    'p.start()',
    'p.join()',
  )
  expect(await weft.runToEnd(program)).toBe('finished')
  await weft.showTab('output')
  const [line] = await weft.drawnOutput()
  expect(line).toMatchObject({ process: 'Process-1', stream: 'stderr' })
  expect(line?.text).toMatch(/later could not be copied when this process was forked.*promise/s)
  expect(line?.text).toMatch(/at child \(main\.ts:4\)/)
  await seeNextRunWork(weft)
})

const UNREADABLE: readonly Mishap[] = [
  {
    what: 'a missing bracket',
    program: 'const a = 1\nfunction f( {\n  return a\n}\n',
    end: 'failed',
    says: [/cannot be read: unexpected keyword 'return'/],
    place: 'main.ts:3',
  },
  {
    what: 'an end too early',
    program: 'function f() {\n  return 1\n',
    end: 'failed',
    says: [/bracket or a quote is still open/, /no partner/],
    place: 'main.ts:3',
  },
  {
    what: 'a module that there is not',
    program: "\nimport { readFile } from 'fs'\nconsole.log(readFile)\n",
    end: 'failed',
    says: [/no module "fs"/, /multiprocessing/],
    place: 'main.ts:2',
  },
  {
    what: 'a file that there is not',
    program: "\nimport { x } from './missing'\nconsole.log(x)\n",
    end: 'failed',
    says: [/no file "\.\/missing"/],
    place: 'main.ts:2',
  },
  {
    what: 'a name that a module does not have',
    program: "import { Processor } from 'multiprocessing'\nnew Processor()\n",
    end: 'failed',
    says: [/SyntaxError: The module "multiprocessing" has no "Processor"\. It has: .*Process/],
    place: 'main.ts:1',
  },
  {
    what: 'text run as code',
    program: "const x = 1\neval('x + 1')\n",
    end: 'failed',
    says: [/EvalError: Text cannot be run as code/, /Write a function/],
    place: 'main.ts:2',
  },
]

test('a program that cannot be read is told where, and stays as it is', async ({ page }) => {
  for (const mishap of UNREADABLE) {
    await suffer(weft, mishap, async () => {
      for (const line of mishap.program.trim().split('\n')) {
        await expect(page.locator('.view-lines')).toContainText(line.trim())
      }
    })
  }
})
