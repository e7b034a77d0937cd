import './nodeVersion.mjs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { startPythonWorld } from './lib/pythonWorld.mjs'

const USAGE = `npm run python -- FILE.py [MORE FILES] [options]
  --installed WHEEL               a wheel that the host has installed; may be said more than once
  --start fork|spawn|forkserver   start method (fork)
  --cores N                       core tokens (4)
  --skip-idle                     time jumps while all sleep
  --switch-anywhere               threads may be switched before any bytecode
  --interrupt SECONDS             SIGINT after that time, as Stop pressed once
  --timeout SECONDS               the run is given up after that time (60)
  --ready N                       workers that stand ready for children (1)
  --times                         how long it took, to stderr
  --log                           what the browser says`

/** Exit codes besides the program's: as `timeout` has it, and one of our own. */
const TIMEOUT = 124
const DEADLOCK = 70

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    installed: { type: 'string', multiple: true, default: [] },
    start: { type: 'string', default: 'fork' },
    cores: { type: 'string', default: '4' },
    'skip-idle': { type: 'boolean', default: false },
    'switch-anywhere': { type: 'boolean', default: false },
    interrupt: { type: 'string' },
    timeout: { type: 'string', default: '60' },
    ready: { type: 'string', default: '1' },
    times: { type: 'boolean', default: false },
    log: { type: 'boolean', default: false },
  },
})
if (positionals.length === 0) {
  console.error(USAGE)
  process.exit(2)
}
const { start } = values
if (start !== 'fork' && start !== 'spawn' && start !== 'forkserver')
  throw new Error(`--start ${start} is no start method`)

/** @param {string} path */
const fileAt = async path =>
  path.endsWith('.whl')
    ? /** @type {const} */ ({
        path: basename(path),
        text: await readFile(path, 'base64'),
        encoding: 'base64',
      })
    : { path: basename(path), text: await readFile(path, 'utf8') }
const files = await Promise.all(positionals.map(fileAt))
const installed = await Promise.all(values.installed.map(fileAt))
const world = await startPythonWorld(values.log ? { log: text => console.error(text) } : {})
try {
  const ended = await world.run(
    files,
    {
      plan: {
        startMethod: start,
        cores: Number(values.cores),
        skipIdle: values['skip-idle'],
        switchAnywhere: values['switch-anywhere'],
      },
      timeout: Number(values.timeout),
      ready: Number(values.ready),
      installed,
      ...(values.interrupt === undefined ? {} : { interrupt: Number(values.interrupt) }),
    },
    (stream, text) => (stream === 1 ? process.stdout : process.stderr).write(text),
  )
  for (const error of ended.errors) console.error(`worker: ${error}`)
  if (ended.status !== 'finished') {
    console.error(ended.status === 'deadlocked' ? 'deadlock:' : 'timeout:')
    for (const { process: name, operation, object, holder, place } of ended.blocked) {
      console.error(
        `  ${name}: ${operation} ${object}${holder === null ? '' : ` (held by ${holder})`} ${place}`,
      )
    }
  }
  if (values.times) {
    const starts = ended.bootTimes.map(time => time.toFixed(0)).join(', ')
    console.error(
      `run ${ended.wall.toFixed(0)} ms; Pythons started in ${starts} ms; base ${world.base.bytes >> 10} KiB in ${world.base.time.toFixed(0)} ms`,
    )
  }
  process.exitCode =
    ended.status === 'finished' ? ended.exitCode & 0xff : ended.status === 'deadlocked' ? DEADLOCK : TIMEOUT
} finally {
  await world.close()
}
