import { expect, type Page, test } from '@playwright/test'
import { WeftPage } from './support/page.ts'

/** What two cores must give on a quiet machine. */
const FASTER = 1.5
/** What of the machine's own gain must arrive where others keep its cores busy. */
const SHARE = 0.8
const ATTEMPTS = 4

/** Two lanes whose spans are long enough to hit, and known before they are drawn. */
const NAPS = `import { Process } from 'multiprocessing'
import { sleep } from 'time'

function nap(): void {
  sleep(0.3)
}

const napper = new Process({ target: nap, name: 'Napper' })
napper.start()
napper.join()
`
const NAP_LINE = 5

interface Sample {
  readonly run: string
  readonly spans: number
  readonly state: string
}

/** Notes each count of spans that a chart shows, and what the run did at that moment. */
async function noteSpans(page: Page): Promise<void> {
  await page.evaluate(() => {
    const samples: Sample[] = []
    Object.assign(window, { samples })
    new MutationObserver(changes => {
      const state = document.querySelector('[data-run-state]')?.getAttribute('data-run-state') ?? ''
      for (const { target } of changes) {
        if (!(target instanceof HTMLElement) || target.dataset.timeline === undefined) continue
        samples.push({ run: target.dataset.timeline, spans: Number(target.dataset.spans), state })
      }
    }).observe(document.body, { subtree: true, attributeFilter: ['data-spans'] })
  })
}

/** How much sooner two plain workers are done together than one after the other: what the machine can give now. */
function plainGain(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const code =
      'onmessage = ({ data }) => { let x = 0; for (let i = 0; i < data; i++) x += i % 7; postMessage(x) }'
    const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
    const workers = [new Worker(url), new Worker(url)]
    const work = (worker: Worker | undefined, rounds: number) =>
      new Promise<unknown>(done => {
        worker?.addEventListener('message', done, { once: true })
        worker?.postMessage(rounds)
      })
    const [first, second] = workers
    await Promise.all(workers.map(worker => work(worker, 1e7)))
    const begin = performance.now()
    await work(first, 5e8)
    await work(second, 5e8)
    const middle = performance.now()
    await Promise.all(workers.map(worker => work(worker, 5e8)))
    const end = performance.now()
    for (const worker of workers) worker.terminate()
    return (middle - begin) / (end - middle)
  })
}

const notedSpans = (page: Page): Promise<Sample[]> =>
  page.evaluate(() => (window as unknown as { samples: Sample[] }).samples)

test('Compare runs the primes twice for real, draws both as they grow, and all cores are faster than one', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const weft = new WeftPage(page)
  await weft.open()
  expect(await weft.shownText()).toMatch(/^import \{ cpuCount, Pool \} from 'multiprocessing'/)
  expect(await weft.shownText()).toContain('function isPrime')
  await expect(weft.status).toHaveAttribute('data-run-state', 'idle')
  await expect(page.getByRole('button', { name: /^Stop/ })).toBeDisabled()
  await noteSpans(page)
  const cores = await page.evaluate(() => navigator.hardwareConcurrency)

  let speedup = 0
  let wanted = FASTER
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await weft.compare()
    expect(await weft.waitForEnd()).toBe('finished')
    speedup = (await weft.metric('speedup')) ?? 0
    if (speedup >= FASTER) break
    const possible = await plainGain(page)
    wanted = Math.min(FASTER, SHARE * possible)
    test.info().annotations.push({ type: 'speed-up', description: `${speedup} of ${possible} possible` })
    if (speedup >= wanted) break
  }
  expect(speedup).toBeGreaterThanOrEqual(wanted)

  await test.step('both charts filled in while their run went on', async () => {
    const samples = await notedSpans(page)
    for (const run of ['single', 'parallel']) {
      const live = samples.filter(sample => sample.run === run && sample.state === 'running')
      expect(new Set(live.map(({ spans }) => spans)).size).toBeGreaterThanOrEqual(2)
    }
  })

  await test.step('the numbers fit together, and each tells what it means', async () => {
    const single = (await weft.metric('wall', 'single')) ?? 0
    const parallel = (await weft.metric('wall', 'parallel')) ?? 0
    expect(speedup).toBeCloseTo(single / parallel, 6)
    expect(await weft.metric('efficiency')).toBeCloseTo(speedup / cores, 6)
    expect(await weft.metric('use-of-cores')).toBeLessThanOrEqual(1.01)
    expect(await weft.metric('honest-speedup')).toBeLessThanOrEqual(speedup * 1.05)
    for (const run of ['single', 'parallel'] as const) {
      const chart = weft.timeline(run)
      expect(Number(await chart.getAttribute('data-spans'))).toBeGreaterThan(64)
      const wall = run === 'single' ? single : parallel
      expect(Number(await chart.getAttribute('data-duration-ms'))).toBeCloseTo(wall, 3)
      const workers = chart.locator('[data-lane^=PoolWorker]')
      await expect(workers).toHaveCount(cores)
      await expect(chart.locator('[data-lane=Main]')).toHaveCount(1)
    }
    await page.locator('[data-metric=efficiency]').hover()
    await expect(page.getByRole('tooltip').filter({ visible: true })).toContainText('speed-up ÷ cores')
  })

  await test.step('every task printed one line in each run, under its process', async () => {
    const rows = await weft.drawnOutput()
    for (const row of rows) {
      expect(row.stream).toBe('stdout')
      expect(row.run).toBe('parallel')
      expect(row.ms).toBeGreaterThan(0)
      expect(row.process).toMatch(row.text.includes('below') ? /^Main$/ : /^PoolWorker-\d+$/)
    }
    expect(rows.at(-1)?.text).toBe('639851 primes below 9600000')
    const texts = (await weft.allOutput()).map(({ text }) => text)
    expect(texts).toHaveLength(2 * 65)
    expect(new Set(texts).size).toBe(65)
  })
})

test('a person changes the program, runs it, and reads what it prints', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  await weft.type("const words: string[] = ['mine', 'now']\nconsole.log(words.join(' '))\n")
  await expect(page.locator('.chooser')).toContainText('edited')
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  expect(await weft.allOutput()).toEqual([{ process: 'Main', text: 'mine now' }])
  await expect(weft.timeline('parallel')).toBeVisible()
})

test('a runaway loop is stopped, and the next run works', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.setProgram(`import { Process } from 'multiprocessing'
function spin(): void {
  for (;;) {}
}
new Process({ target: spin }).start()
console.log('off it goes')
spin()
`)
  await weft.run()
  await weft.waitForState('running')
  await expect(page.getByRole('log')).toContainText('off it goes')
  const pressed = Date.now()
  await weft.stop()
  await weft.waitForState('stopped', 5000)
  expect(Date.now() - pressed).toBeLessThan(5000)
  expect(await weft.runToEnd("console.log('again')")).toBe('finished')
  expect(await weft.allOutput()).toEqual([{ process: 'Main', text: 'again' }])
})

test('the producer and the consumer hand over every cake in order', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.openLesson('pipeline')
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  const output = await weft.allOutput()
  const cakes = Array.from({ length: 24 }, (_, index) => index + 1)
  const printedBy = (process: string) =>
    output.filter(line => line.process === process).map(({ text }) => text)
  expect(printedBy('Baker')).toEqual(cakes.map(cake => `baked cake ${cake}`))
  expect(printedBy('Decorator')).toEqual(cakes.map(cake => `decorated cake ${cake}`))
  expect(output.at(-1)).toEqual({ process: 'Main', text: '24 cakes are done' })
})

test('without a lock additions are lost, with a lock none is', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.openLesson('race')
  const counts: number[] = []
  // On a machine of one core it takes a time slice that ends at the wrong moment: nothing to rely on.
  const cores = await page.evaluate(() => navigator.hardwareConcurrency)
  while (counts.length < 6 && !counts.some(count => count < 200_000)) {
    await weft.run()
    expect(await weft.waitForEnd()).toBe('finished')
    const [without, withLock] = (await weft.allOutput()).map(({ text }) => text)
    expect(withLock).toBe('with a lock: 200000 of 200000')
    counts.push(Number(/without a lock: (\d+) of 200000/.exec(without ?? '')?.[1]))
  }
  if (cores >= 2) expect(Math.min(...counts)).toBeLessThan(200_000)
})

test('a forked child has what the parent has at that moment, a spawned one begins anew', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.setProgram(`import { Process } from 'multiprocessing'
let colour = 'white'
console.log('evaluated as ' + __name__)
function tell(): void {
  console.log(colour)
}
if (__name__ === '__main__') {
  colour = 'red'
  const child = new Process({ target: tell, name: 'Child' })
  child.start()
  child.join()
}
`)
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  expect(await weft.allOutput()).toEqual([
    { process: 'Main', text: 'evaluated as __main__' },
    { process: 'Child', text: 'red' },
  ])
  await page.locator('select[data-setting=start]').selectOption('spawn')
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  expect(await weft.allOutput()).toEqual([
    { process: 'Main', text: 'evaluated as __main__' },
    { process: 'Child', text: 'evaluated as __mp_main__' },
    { process: 'Child', text: 'white' },
  ])
})

test('the number of cores is chosen by hand, and one core is one at a time', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.setProgram(`import { cpuCount, Process } from 'multiprocessing'
function work(): void {
  let sum = 0
  for (let i = 0; i < 20_000_000; i++) sum += i % 7
  console.log(String(sum))
}
const both = [1, 2].map(() => new Process({ target: work }))
for (const process of both) process.start()
for (const process of both) process.join()
console.log('of ' + cpuCount())
`)
  const cores = page.locator('[data-setting=cores]')
  await cores.getByRole('spinbutton').fill('1')
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  await expect(weft.timeline('single')).toBeVisible()
  await expect(weft.timeline('parallel')).toHaveCount(0)
  const wall = (await weft.metric('wall')) ?? 0
  expect((await weft.metric('busy')) ?? Number.NaN).toBeLessThanOrEqual(wall * 1.02)
  const machine = await page.evaluate(() => navigator.hardwareConcurrency)
  expect((await weft.allOutput()).at(-1)?.text).toBe(`of ${machine}`)

  await cores.getByRole('button', { name: 'One core more' }).click()
  await cores.getByRole('button', { name: 'One core more' }).click()
  await expect(cores.getByRole('spinbutton')).toHaveValue('3')
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  await expect(weft.timeline('parallel')).toContainText('3 cores')
})

test('a program has several files that import each other', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  await weft.setProgram({
    'main.ts': `import { Pool } from 'multiprocessing'
import { half, LIMIT } from './lib/half.ts'
using pool = new Pool(2)
console.log(pool.map(half, [2, 4, LIMIT]).join(' '))
`,
    'lib/half.ts': `import { divide } from './divide'
export const LIMIT = 6
export function half(n: number): number { return divide(n, 2) }
`,
    'lib/divide.ts': 'export const divide = (a: number, b: number): number => a / b\n',
  })
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  expect(await weft.allOutput()).toEqual([{ process: 'Main', text: '1 2 3' }])
})

test.describe('in the timeline', () => {
  let weft: WeftPage
  test.beforeEach(async ({ page }) => {
    weft = new WeftPage(page)
    await weft.open()
    await weft.editorReady()
    expect(await weft.runToEnd(NAPS)).toBe('finished')
  })

  /** A point of the page over a lane, at a share of the run's time. */
  async function pointAt(page: Page, lane: string, share: number): Promise<{ x: number; y: number }> {
    const chart = page.locator('[data-timeline]').first()
    const end = await chart.locator('.tl-end').boundingBox()
    const row = await chart.locator(`[data-lane="${lane}"]`).boundingBox()
    if (end === null || row === null) throw new Error('The chart is not drawn')
    const left = row.x + row.width
    return { x: left + share * (end.x - left), y: row.y + row.height / 2 }
  }

  const ticks = (page: Page): Promise<string> =>
    page.locator('.tl-axis text').evaluateAll(texts => texts.map(text => text.textContent).join(' '))

  test('a click on a span shows its line, and so does Enter', async ({ page }) => {
    const { x, y } = await pointAt(page, 'Napper', 0.6)
    await page.mouse.move(x, y)
    await expect(page.locator('.tl-tooltip')).toContainText(`main.ts:${NAP_LINE}`)
    await page.mouse.click(x, y)
    await expect(page.locator('.weft-picked').first()).toBeVisible()
    await expect(page.locator('.editor-foot')).toContainText(`Ln ${NAP_LINE},`)

    const timeline = page.getByRole('application')
    await timeline.focus()
    // The longest of Main's spans is its wait for the child, in join().
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect(page.locator('.editor-foot')).toContainText('Ln 10,')
    await page.keyboard.press('Escape')
  })

  test('wheel and keys zoom and move the time axis, and a drag chooses a stretch of it', async ({ page }) => {
    const whole = await ticks(page)
    const { x, y } = await pointAt(page, 'Napper', 0.5)
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, -400)
    await expect.poll(() => ticks(page)).not.toBe(whole)
    const zoomed = await ticks(page)
    await page.mouse.wheel(300, 0)
    await expect.poll(() => ticks(page)).not.toBe(zoomed)

    await page.getByRole('application').focus()
    await page.keyboard.press('0')
    await expect.poll(() => ticks(page)).toBe(whole)
    await page.keyboard.press('w')
    await page.keyboard.press('w')
    await expect.poll(() => ticks(page)).not.toBe(whole)
    const middle = await ticks(page)
    await page.keyboard.press('d')
    await page.keyboard.press('d')
    await expect.poll(() => ticks(page)).not.toBe(middle)
    await page.keyboard.press('f')
    await expect.poll(() => ticks(page)).toBe(whole)

    await page.mouse.down()
    await page.mouse.move(x + 90, y, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => ticks(page)).not.toBe(whole)
  })
})

test('with Skip idle half a minute of sleep is over at once, with the right times on the chart', async ({
  page,
}) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.setProgram(NAPS.replace('sleep(0.3)', 'sleep(30)'))
  await page.getByRole('switch', { name: /Skip idle/ }).click()
  const pressed = Date.now()
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  expect(Date.now() - pressed).toBeLessThan(15_000)
  const ms = Number(await weft.timeline('parallel').getAttribute('data-duration-ms'))
  expect(ms).toBeGreaterThanOrEqual(30_000)
  expect(ms).toBeLessThan(45_000)
})

test('the editor explains the library on hover, in the language of the page', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  const explained = async (text: RegExp): Promise<void> => {
    await expect(async () => {
      await page.mouse.move(5, 5)
      await page
        .locator('.view-line', { hasText: 'import' })
        .locator('span', { hasText: /^Pool$/ })
        .hover()
      await expect(page.locator('.monaco-hover-content').first()).toContainText(text, { timeout: 2500 })
    }).toPass({ timeout: 20_000 })
  }
  await explained(/A fixed number of worker processes/)
  await page.locator('[data-action=language]').click()
  await expect(page.getByRole('button', { name: '比較', exact: true })).toBeVisible()
  await explained(/プロセス/)
})

test('what the editor finds wrong with one program is not said of the next', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  const problems = page.locator('[data-editor-problems]')
  await weft.setProgram("import { Pool } from 'multiprocesing'\nfunction f( {\n")
  await expect(problems).not.toHaveAttribute('data-editor-problems', '0', { timeout: 20_000 })
  await weft.openLesson('race')
  await expect(problems).toHaveAttribute('data-editor-problems', '0', { timeout: 20_000 })
  await expect(page.locator('.squiggly-error')).toHaveCount(0)
})

test('the chart grows while everything sleeps', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.setProgram(NAPS.replace('sleep(0.3)', 'sleep(20)'))
  await weft.run()
  const shown = async () => Number(await weft.timeline('parallel').getAttribute('data-duration-ms'))
  await expect.poll(shown).toBeGreaterThan(400)
  await expect.poll(shown).toBeGreaterThan(1200)
  await weft.stop()
  expect(await weft.waitForEnd()).toBe('stopped')
})

test('the page speaks the language of the browser, and keeps the one that was chosen', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'ja-JP' })
  const page = await context.newPage()
  const weft = new WeftPage(page)
  await weft.open()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
  await expect(weft.button('compare')).toHaveText('比較')
  await page.locator('[data-action=language]').click()
  await expect(weft.button('compare')).toHaveText('Compare')
  await page.reload()
  await expect(weft.button('compare')).toHaveText('Compare')
  await context.close()
})
