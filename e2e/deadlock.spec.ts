import { expect, test } from '@playwright/test'
import { WeftPage } from './support/page.ts'
import { GOOD_PROGRAM, programOf } from './support/programs.ts'

interface Deadlock {
  readonly what: string
  readonly program: string
  /** Who waits, what the page says about it, on which line. */
  readonly waits: readonly (readonly [process: string, says: RegExp, place: string])[]
  /** What the page advises. */
  readonly hint: RegExp
}

const DEADLOCKS: readonly Deadlock[] = [
  {
    what: 'two locks, taken in opposite order',
    program: programOf(
      ['Process', 'Lock', 'Queue'],
      'const a = new Lock(), b = new Lock(), ready = new Queue(), go = new Queue()',
      'function take(first, second) {',
      '  first.acquire()',
      '  ready.put(1)',
      '  go.get()',
      '  second.acquire()',
      '}',
      "const one = new Process({ target: take, args: [a, b], name: 'One' })",
      "const two = new Process({ target: take, args: [b, a], name: 'Two' })",
      'for (const p of [one, two]) p.start()',
      'for (const p of [one, two]) ready.get()',
      'for (const p of [one, two]) go.put(1)',
      'one.join()',
    ),
    waits: [
      ['Main', /Main waits for One.*join/, 'main.ts:14'],
      ['One', /One waits for Lock-2 \(Lock\.acquire\).*held by Two/s, 'main.ts:7'],
      ['Two', /Two waits for Lock-1 \(Lock\.acquire\).*held by One/s, 'main.ts:7'],
    ],
    hint: /locks in the same order/,
  },
  {
    what: 'a queue that nobody fills',
    program: programOf(['Queue'], 'const q = new Queue()', '', 'q.get()'),
    waits: [['Main', /Main waits for Queue-1 \(Queue\.get\)/, 'main.ts:4']],
    hint: /put/,
  },
  {
    what: 'a full queue that nobody empties',
    program: programOf(['Queue'], 'const q = new Queue(1)', 'q.put(1)', 'q.put(2)'),
    waits: [['Main', /Main waits for Queue-1 \(Queue\.put\)/, 'main.ts:4']],
    hint: /get/,
  },
  {
    what: 'a process that waits, and one that joins it',
    program: programOf(
      ['Process', 'Queue'],
      'const q = new Queue()',
      'function child() {',
      '  q.get()',
      '}',
      "const p = new Process({ target: child, name: 'Waiter' })",
      'p.start()',
      'p.join()',
    ),
    waits: [
      ['Main', /Main waits for Waiter.*join/, 'main.ts:8'],
      ['Waiter', /Waiter waits for Queue-1 \(Queue\.get\)/, 'main.ts:4'],
    ],
    hint: /put/,
  },
  {
    what: 'a lock acquired twice',
    program: programOf(['Lock'], 'const lock = new Lock()', 'lock.acquire()', 'lock.acquire()'),
    waits: [['Main', /Main waits for Lock-1 \(Lock\.acquire\).*held by Main/s, 'main.ts:4']],
    hint: /release/,
  },
  {
    what: 'a lock whose holder was terminated',
    program: programOf(
      ['Process', 'Lock', 'Queue'],
      'const lock = new Lock(), q = new Queue()',
      'function hold() {',
      '  lock.acquire()',
      "  q.put('held')",
      '  for (;;) {}',
      '}',
      "const p = new Process({ target: hold, name: 'Holder' })",
      'p.start()',
      'q.get()',
      'p.terminate()',
      'p.join()',
      "console.log('exit code ' + p.exitCode)",
      'lock.acquire()',
    ),
    waits: [['Main', /Main waits for Lock-1 \(Lock\.acquire\).*held by Holder/s, 'main.ts:14']],
    hint: /release/,
  },
  {
    what: 'tasks of a pool that wait for each other',
    program: programOf(
      ['Pool', 'Queue'],
      'const q = new Queue()',
      'function task(n) {',
      '  return q.get() + n',
      '}',
      'using pool = new Pool(2)',
      'pool.map(task, [1, 2, 3])',
    ),
    waits: [
      ['Main', /Main waits .*Pool\.map/, 'main.ts:7'],
      ['PoolWorker-1', /PoolWorker-1 waits for Queue-1 \(Queue\.get\)/, 'main.ts:4'],
      ['PoolWorker-2', /PoolWorker-2 waits for Queue-1 \(Queue\.get\)/, 'main.ts:4'],
    ],
    hint: /put/,
  },
  {
    what: 'an awaited get',
    program: programOf(
      ['Queue'],
      'const q = new Queue()',
      'async function main() {',
      '  await q.get()',
      '}',
      'await main()',
    ),
    waits: [['Main', /Main waits for Queue-1 \(Queue\.get\)/, 'main.ts:4']],
    hint: /put/,
  },
  {
    what: 'a promise that nobody settles',
    program: programOf([], "console.log('before')", '', 'await new Promise(() => {})'),
    waits: [['Main', /Main waits in await/, 'main.ts:3']],
    hint: /promise/,
  },
  {
    what: 'a promise that nobody settles, in a child',
    program: programOf(
      ['Process'],
      'async function child() {',
      '  await new Promise(() => {})',
      '}',
      "const p = new Process({ target: child, name: 'Dreamer' })",
      'p.start()',
      'p.join()',
    ),
    waits: [
      ['Main', /Main waits for Dreamer.*join/, 'main.ts:7'],
      ['Dreamer', /Dreamer waits in await/, 'main.ts:3'],
    ],
    hint: /promise/,
  },
]

let weft: WeftPage

test.beforeEach(async ({ page }) => {
  weft = new WeftPage(page)
  await weft.open()
})

async function see({ what, program, waits, hint }: Deadlock): Promise<void> {
  const { page } = weft
  await test.step(what, async () => {
    expect(await weft.runToEnd(program, { cores: 2 })).toBe('deadlocked')
    await expect(weft.status).toContainText('Deadlock')
    // The kernel knew it at once; only for what it can't see, a promise, it has a second of patience.
    const ms = Number(await page.locator('[data-timeline]').getAttribute('data-duration-ms'))
    expect(ms).toBeLessThan(10_000)
    const text = await weft.explanation()
    const told = page.locator('.waits [data-wait]')
    expect(await told.evaluateAll(items => items.map(item => item.getAttribute('data-wait')))).toEqual(
      waits.map(([process]) => process),
    )
    for (const [index, [, says, place]] of waits.entries()) {
      const item = told.nth(index)
      expect(await item.innerText()).toMatch(says)
      expect(await item.locator('[data-place]').getAttribute('data-place', { timeout: 1000 })).toBe(place)
    }
    expect(text.split('\n').at(-1)).toMatch(hint)
    expect(await weft.runToEnd(GOOD_PROGRAM)).toBe('finished')
  })
}

test('a deadlock over locks is reported at once, with who holds and who waits on which line', async () => {
  for (const deadlock of DEADLOCKS) if (/lock/.test(deadlock.what)) await see(deadlock)
})

test('waiting for what nobody will do any more is reported at once, with who waits on which line', async () => {
  for (const deadlock of DEADLOCKS) if (!/lock/.test(deadlock.what)) await see(deadlock)
})

test('a click on a line of the explanation shows it in the editor', async ({ page }) => {
  await weft.runToEnd(programOf(['Queue'], 'const q = new Queue()', '', 'q.get()'))
  await weft.explanation()
  await page.locator('[data-place="main.ts:4"]').first().click()
  await expect(page.locator('.editor-foot')).toContainText('Ln 4')
})

test('a program that can still go on is not called a deadlock', async () => {
  const program = programOf(
    ['Process', 'Queue'],
    "import { sleep } from 'time'",
    'const q = new Queue()',
    'function child() { sleep(0.3); q.put(1) }',
    'new Process({ target: child }).start()',
    "console.log('got ' + q.get())",
    'try { q.get({ timeout: 0.2 }) } catch (error) { console.log(error.name) }',
    'await new Promise(resolve => setTimeout(resolve, 1500))',
    "console.log('done')",
  )
  expect(await weft.runToEnd(program)).toBe('finished')
  await weft.showTab('output')
  expect((await weft.drawnOutput()).map(line => line.text)).toEqual(['got 1', 'Empty', 'done'])
})
