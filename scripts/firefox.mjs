import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** JavaScript Promise Integration, without which Python has no threads, arrived in this version. */
const OLDEST = 153

const NAMES = ['firefox', 'firefox-esr']

/** @param {string} path */
function isUsable(path) {
  if (!existsSync(path)) return false
  const { stdout } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    timeout: 15_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const version = /Firefox (\d+)/.exec(stdout ?? '')?.[1]
  return version !== undefined && Number(version) >= OLDEST
}

/**
 * An installed Firefox that runs Python; `WEFT_FIREFOX` names another one.
 * @returns {string | null} its path
 */
export function findFirefox() {
  const named = process.env.WEFT_FIREFOX
  if (named) {
    if (!existsSync(named)) throw new Error(`WEFT_FIREFOX names "${named}", which does not exist.`)
    return named
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  const places = NAMES.flatMap(name => folders.map(folder => join(folder, name)))
  return [...places, '/Applications/Firefox.app/Contents/MacOS/firefox'].find(isUsable) ?? null
}
