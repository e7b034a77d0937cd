import { expect, test } from '@playwright/test'
import { type Mishap, seeNextRunWork, suffer } from './support/mishap.ts'
import { WeftPage } from './support/page.ts'
import { programOf } from './support/programs.ts'

let weft: WeftPage

test.beforeEach(async ({ page }) => {
  weft = new WeftPage(page)
  await weft.open()
})

const MEMORY: readonly Mishap[] = [
  {
    what: 'a queue that nobody empties',
    program: programOf(
      ['Queue'],
      'const q = new Queue()',
      'const block = new Uint8Array(1 << 20)',
      'for (;;) {',
      '  q.put(block)',
      '}',
    ),
    end: 'failed',
    says: [/MemoryError/, /shared memory is full/, /Held by Queue-1 \(\d+ MB in \d+ items\)/, /maxsize/],
    place: 'main.ts:5',
  },
  {
    what: 'many arrays',
    program: programOf(
      ['Array as Shared'],
      'const kept = []',
      'for (let i = 0; i < 1e6; i++) {',
      "  kept.push(new Shared('d', 200_000))",
      '}',
    ),
    end: 'failed',
    says: [/MemoryError/, /Held by/, /Array/],
    place: 'main.ts:4',
  },
  {
    what: 'an array larger than any',
    program: programOf(['Array as Shared'], "new Shared('d', 1e9)"),
    end: 'failed',
    says: [/MemoryError/, /7629\.4 MB more were asked for/],
    place: 'main.ts:2',
  },
  {
    what: 'a copy for a child that does not fit',
    program: programOf(
      ['Process'],
      'const huge = new Float64Array(40_000_000)',
      'function child() { console.log(huge.length) }',
      'const p = new Process({ target: child })',
      'p.start()',
    ),
    end: 'failed',
    says: [/MemoryError/],
    place: 'main.ts:5',
  },
]

test('a program that fills the shared memory hears who holds it', async () => {
  for (const mishap of MEMORY) await suffer(weft, mishap)
})

test('seventy processes, one after another or too many at once', async () => {
  const seventy = (body: string, after: string) =>
    programOf(
      ['Process', 'Queue'],
      'const q = new Queue()',
      `function child(i) { ${body} }`,
      'const all = []',
      'for (let i = 0; i < 70; i++) {',
      '  const p = new Process({ target: child, args: [i], daemon: true })',
      '  p.start()',
      `  ${after}`,
      '}',
      "console.log('all done')",
    )
  expect(await weft.runToEnd(seventy("console.log('child ' + i)", 'p.join()'))).toBe('finished')
  await weft.showTab('output')
  const lines = await weft.allOutput()
  expect(lines).toEqual([
    ...Array.from({ length: 70 }, (_, i) => ({ process: `Process-${i + 1}`, text: `child ${i}` })),
    { process: 'Main', text: 'all done' },
  ])
  await seeNextRunWork(weft)
  await suffer(weft, {
    what: 'all at once',
    program: seventy('q.get()', '').replace(', daemon: true', ''),
    end: 'failed',
    says: [/OSError: \d+ processes are alive, which is the limit/, /join\(\).*Pool/],
    place: 'main.ts:7',
  })
})

const PRINTED = 50_000

test('100,000 lines of two processes arrive complete and in order, and the page stays responsive', async ({
  page,
}) => {
  await weft.setProgram(
    programOf(
      ['Process'],
      'function print() {',
      `  for (let i = 0; i < ${PRINTED}; i++) console.log('line ' + i)`,
      '}',
      "const all = ['A', 'B'].map(name => new Process({ target: print, name }))",
      'for (const p of all) p.start()',
      'for (const p of all) p.join()',
    ),
  )
  // On a machine that is busy with other things a frame may wait for a core. Nothing but the frame is tried again.
  let longest = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 3 && longest >= 500; attempt++) {
    await weft.watchFrames()
    await weft.run()
    expect(await weft.waitForEnd()).toBe('finished')
    await expect.poll(() => weft.outputCount()).toBe(2 * PRINTED)
    const frames = await weft.longestFrame()
    expect(frames.count).toBeGreaterThan(10)
    longest = frames.longest
  }
  expect(longest).toBeLessThan(500)

  // The first and the last line, by the keys that a person would press.
  await weft.log.focus()
  await page.keyboard.press('Home')
  await expect.poll(async () => (await weft.drawnOutput())[0]?.text).toBe('line 0')
  await page.keyboard.press('End')
  await expect.poll(async () => (await weft.drawnOutput()).at(-1)?.text).toBe(`line ${PRINTED - 1}`)

  const lines = await weft.allOutput()
  expect(lines).toHaveLength(2 * PRINTED)
  const expected = Array.from({ length: PRINTED }, (_, i) => `line ${i}`)
  for (const name of ['A', 'B']) {
    const own = lines.filter(line => line.process === name).map(line => line.text)
    // Compared as a whole: a matcher that walks 50,000 entries takes seconds.
    expect(own.join() === expected.join(), `lines of ${name} are complete and in order`).toBe(true)
  }
  await seeNextRunWork(weft)
})

test('each line stands under the process that printed it, each process has its lane', async ({ page }) => {
  const each = 300
  const names = ['North', 'East', 'South', 'West']
  const end = await weft.runToEnd(
    programOf(
      ['Process', 'Lock'],
      'const lock = new Lock()',
      'function print(name) {',
      `  for (let i = 0; i < ${each}; i++) {`,
      "    lock.with(() => console.log(name + ' ' + i))",
      '  }',
      '}',
      `const all = ${JSON.stringify(names)}.map(name => new Process({ target: print, args: [name], name }))`,
      'for (const p of all) p.start()',
      'for (const p of all) p.join()',
    ),
  )
  expect(end).toBe('finished')
  await weft.showTab('output')
  const lines = await weft.allOutput()
  expect(lines).toHaveLength(names.length * each)
  for (const name of names) {
    const own = lines.filter(line => line.process === name).map(line => line.text)
    expect(own).toEqual(Array.from({ length: each }, (_, i) => `${name} ${i}`))
  }
  const chart = weft.timeline('parallel')
  expect(
    await chart
      .locator('[data-lane]')
      .evaluateAll(lanes => lanes.map(lane => lane.getAttribute('data-lane'))),
  ).toEqual(['Main', ...names])
  // Under the lock one line follows another, so that their times never go back.
  await weft.log.focus()
  await page.keyboard.press('End')
  const drawn = await weft.drawnOutput()
  for (const [index, line] of drawn.entries()) {
    expect(line.text.startsWith(`${line.process} `)).toBe(true)
    expect(line.ms).toBeGreaterThanOrEqual(drawn[index - 1]?.ms ?? 0)
  }
})

test('2,000 tasks give 2,000 results and 2,000 spans', async () => {
  const tasks = 2000
  const program = (count: number) =>
    programOf(
      ['Pool'],
      'function square(n) { return n * n }',
      'using pool = new Pool(2)',
      `const numbers = Array.from({ length: ${count} }, (_, i) => i)`,
      'const results = pool.map(square, numbers, { chunksize: 1 })',
      'const odd = new Set(pool.imapUnordered(square, numbers, { chunksize: 7 }))',
      "console.log(results.length + ' results')",
      'for (const i of numbers) {',
      "  if (results[i] !== i * i || !odd.has(i * i)) throw new Error('task ' + i + ' gave ' + results[i])",
      '}',
      "console.log('all exact')",
    )
  expect(await weft.runToEnd(program(tasks))).toBe('finished')
  await weft.showTab('output')
  expect(await weft.drawnOutput()).toMatchObject([{ text: `${tasks} results` }, { text: 'all exact' }])
  const chart = weft.timeline('parallel')
  expect(await chart.locator('[data-lane]').count()).toBe(3)
  // Each of the two maps makes a span for every task, besides the spans of waiting.
  expect(Number(await chart.getAttribute('data-spans'))).toBeGreaterThanOrEqual(2 * tasks)
  expect(Number(await chart.getAttribute('data-duration-ms'))).toBeGreaterThan(0)
})
