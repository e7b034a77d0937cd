import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { findBrowser, LAUNCH_ARGS } from '../../scripts/browser.mjs'
import { inRoot } from '../../scripts/lib/root.mjs'
import { createStaticServer, listen } from '../../scripts/serve.mjs'
import { measurePython } from './python/measure.mjs'
import { markdownOf, textOf } from './report.mjs'

/** @typedef {import('./page/report.ts').Result} Result */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
  },
})
const rows = values.rows.split(',').filter(row => row !== '')
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`--rounds ${values.rounds} is not a number of rounds`)

const strange = positionals.find(name => name !== 'typescript' && name !== 'python')
if (strange !== undefined) throw new Error(`${strange} is no section: there are typescript and python`)
/** @param {string} section */
const wanted = section => positionals.length === 0 || positionals.includes(section)

/** @returns {Promise<{ results: Result[], browser: string, concurrency: number }>} */
async function measureTypeScript() {
  await build({ configFile: inRoot('e2e', 'bench', 'vite.config.ts'), logLevel: 'error' })
  const server = createStaticServer(inRoot('.cache', 'bench'))
  const port = await listen(server, { host: '127.0.0.1', port: 0, strict: true })
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    args: LAUNCH_ARGS,
    ...(executablePath === null ? {} : { executablePath }),
  })
  try {
    const page = await browser.newPage()
    page.on('console', message => console.log(`  ${message.text()}`))
    page.on('pageerror', error => console.error(error))
    await page.goto(`http://localhost:${port}/`)
    /** @type {Result[]} */
    const results = await page.evaluate(
      ([names, sizes]) => /** @type {any} */ (window).bench(names, sizes),
      /** @type {const} */ ([rows, { rounds }]),
    )
    const concurrency = await page.evaluate(() => navigator.hardwareConcurrency)
    return { results, browser: browser.version(), concurrency }
  } finally {
    await browser.close()
    server.close()
  }
}

const loadBefore = loadavg()
console.log('Measuring …')
const typescript = wanted('typescript') ? await measureTypeScript() : null
const python = wanted('python') ? await measurePython(rows, rounds) : null
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${type()} ${release()}`,
  browser: `Chromium ${(typescript ?? python)?.browser}`,
  node: process.version,
  hardwareConcurrency: (typescript ?? python)?.concurrency ?? 0,
  /** Of one minute. Other work on the machine shows here. */
  load: { before: loadBefore[0], after: loadavg()[0] },
}
const report = {
  date: new Date().toISOString().slice(0, 10),
  rounds,
  machine,
  results: typescript?.results ?? [],
  python: python?.results ?? [],
}
mkdirSync(inRoot('test-results'), { recursive: true })
writeFileSync(inRoot('test-results', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`)
writeFileSync(inRoot('test-results', 'bench.md'), markdownOf(report))
console.log(textOf(report))
console.log(markdownOf(report))
console.log('Written to test-results/bench.json and test-results/bench.md')
