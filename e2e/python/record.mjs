/**
 * Records what CPython makes of the programs in `programs/`: `NN-name.expect.json` beside each. The page is held to that.
 *
 *     node e2e/python/record.mjs [--check] [--runs=5] [--python=python3] [name …]
 *
 * Each program runs several times, as `main.py` in an empty folder of its own, with a terminal as stdout; what differs from run to run is
 * refused. With `--check` nothing is written: what is there must come out again.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { normalise } from './normalise.mjs'

const PROGRAMS = join(import.meta.dirname, 'programs')
/** ms; a program that takes longer hangs. */
const PATIENCE = 20_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    python: { type: 'string', default: 'python3' },
  },
})

/** What one run comes to, as text. @param {string} file */
function run(file) {
  const folder = mkdtempSync(join(tmpdir(), 'weft-program-'))
  try {
    copyFileSync(file, join(folder, 'main.py'))
    const terminal = join(import.meta.dirname, 'terminal.py')
    const { status, stdout, stderr } = spawnSync(values.python, [terminal, values.python, 'main.py'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: PATIENCE,
    })
    if (status === null) throw new Error(`${file} did not end within ${PATIENCE} ms`)
    return `${JSON.stringify({ exitCode: status, stdout: normalise(stdout), stderr: normalise(stderr) }, null, 2)}\n`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

for (const name of readdirSync(PROGRAMS).filter(name => name.endsWith('.py'))) {
  if (positionals.length > 0 && !positionals.some(wanted => name.includes(wanted))) continue
  const file = join(PROGRAMS, name)
  const expectation = file.replace(/\.py$/, '.expect.json')
  const results = new Set(Array.from({ length: Number(values.runs) }, () => run(file)))
  const [first = ''] = results
  if (results.size > 1) {
    console.error(`${name} differs from run to run:`, ...results)
    process.exitCode = 1
  } else if (!values.check) writeFileSync(expectation, first)
  else if (read(expectation) !== first) {
    console.error(`${name} does not come to what was recorded:`, first)
    process.exitCode = 1
  }
}
