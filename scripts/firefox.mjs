import { existsSync } from 'node:fs'
import { onPath, saysVersion } from './browser.mjs'

/** JavaScript Promise Integration, without which Python has no threads, arrived in this version. */
const OLDEST = 153

const NAMES = ['firefox', 'firefox-esr']

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
  const places = [...onPath(NAMES), '/Applications/Firefox.app/Contents/MacOS/firefox']
  return places.find(path => existsSync(path) && saysVersion(path, /Firefox (\d+)/, OLDEST)) ?? null
}
