import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Document-Isolation-Policy, without which an embed has no shared memory, arrived in this version. */
const OLDEST = 137

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** @returns {string[]} */
function usualPlaces() {
  const { HOME = '', LOCALAPPDATA, ProgramFiles, 'ProgramFiles(x86)': programFilesX86 } = process.env
  if (process.platform === 'darwin') {
    return ['/Applications', join(HOME, 'Applications')].flatMap(folder => [
      join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
    ])
  }
  if (process.platform === 'win32') {
    return [ProgramFiles, programFilesX86, LOCALAPPDATA]
      .filter(folder => folder !== undefined)
      .flatMap(folder => [
        join(folder, 'Google/Chrome/Application/chrome.exe'),
        join(folder, 'Chromium/Application/chrome.exe'),
      ])
  }
  return [
    '/usr/bin/chromium',
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ]
}

/**
 * Where programs of these names would be.
 * @param {readonly string[]} names
 * @returns {string[]}
 */
export function onPath(names) {
  if (process.platform === 'win32') return []
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  return names.flatMap(name => folders.map(folder => join(folder, name)))
}

/**
 * Whether it is a Chromium that will do. Asked for its version, because some systems ship a script of that name that
 * only says how to install one. Windows' Chrome would open a window instead of answering.
 * @param {string} path
 */
function isUsable(path) {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    return false
  }
  if (process.platform === 'win32') return true
  return saysVersion(path, /Chrom\w*\D*(\d+)\./, OLDEST)
}

/**
 * Whether a program says that it is this version or a newer one.
 * @param {string} path
 * @param {RegExp} pattern with the version in its group
 * @param {number} oldest
 */
export function saysVersion(path, pattern, oldest) {
  const { stdout } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    timeout: 15_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const version = pattern.exec(stdout ?? '')?.[1]
  return version !== undefined && Number(version) >= oldest
}

/**
 * An installed Chromium or Chrome; `WEFT_CHROMIUM` names another one.
 * @returns {string | null} its path; null when there is none, and Playwright's own is to be used
 */
export function findBrowser() {
  const named = process.env.WEFT_CHROMIUM
  if (named) {
    if (!existsSync(named)) throw new Error(`WEFT_CHROMIUM names "${named}", which does not exist.`)
    return named
  }
  return [...onPath(NAMES), ...usualPlaces()].find(isUsable) ?? null
}

export const isRoot = process.getuid?.() === 0

/** Whether `apt-get` may be called: a Debian or a child of it, as root. */
export const canUseApt = isRoot && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')

/** What the browser is started with. Chromium refuses to start its own sandbox as root. */
export const LAUNCH_ARGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Whether Japanese text has a font, on systems that can say so. */
export function hasJapaneseFont() {
  if (process.platform !== 'linux') return true
  try {
    return execFileSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false
  }
}
