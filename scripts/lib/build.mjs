import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { inRoot, ROOT } from './root.mjs'
import { runNode, TOOLS } from './run.mjs'

/** What the built page is made of. */
const SOURCES = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.json',
  'package-lock.json',
  // Packages for Python programs, if there are any (README, Packages).
  process.env.WEFT_WHEELS || 'wheels',
]
const STAMP = inRoot('.cache', 'build')
const PAGE = inRoot('dist', 'index.html')

/**
 * @param {string} path
 * @returns {string[]} the file, or all files of the folder, in a fixed order
 */
function filesIn(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(entry => {
        const child = join(path, entry.name)
        return entry.isDirectory() ? filesIn(child) : [child]
      })
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return [path]
    throw error
  }
}

/** Names the sources and the page built from them: another stamp, another build. Contents, because a checkout changes times. */
function stamp() {
  const hash = createHash('sha256')
  for (const path of [...SOURCES.map(source => resolve(ROOT, source)).flatMap(filesIn), PAGE]) {
    hash.update(relative(ROOT, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

function isBuilt() {
  return existsSync(PAGE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp()
}

/** @returns {Promise<boolean>} whether the build succeeded */
export async function build() {
  if ((await runNode(TOOLS.vite, ['build'])) !== 0) return false
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, stamp())
  return true
}

/** Builds unless `dist` was made from the sources as they are. */
export async function ensureBuilt() {
  if (isBuilt()) return true
  console.log('Building …')
  return build()
}
