import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'
import { runNpm } from './run.mjs'

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} LockedPackage
 */

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage> | null}
 */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

/**
 * Whether node_modules holds what the lockfile asks for. Compares contents, not times: a checkout touches files, and an
 * install that was interrupted leaves no list of what it installed.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'))
  const present = packagesOf(join(folder, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, locked]) => {
    if (path === '' || locked.link) return true
    const found = present[path]
    if (!found) return locked.optional === true || locked.devOptional === true || locked.peer === true
    return found.version === locked.version
  })
}

/**
 * Installs the packages of a folder when some are missing or of another version.
 * @param {string} [folder]
 * @returns {Promise<boolean>} whether they are there now
 */
export async function ensureInstalled(folder = ROOT) {
  if (isInstalled(folder)) return true
  console.log('Installing packages (npm ci) …')
  // Tools are dev dependencies; with NODE_ENV=production npm would leave them out.
  const code = await runNpm(['ci', '--include=dev'], folder)
  if (code === 0) return true
  console.error(
    'The packages could not be installed. Check the network (or the registry in your npm configuration), ' +
      'then run the command again.',
  )
  return false
}
