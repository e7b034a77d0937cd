import { posix } from 'node:path'
import { COMMON, E2E_PACKAGES, ROOT_FILE, RULES, TEST_FOLDERS, TEST_PACKAGES } from '../importRules.mjs'
import { importsOf } from './imports.mjs'

/**
 * Sources by path from the project's top, with forward slashes.
 * @typedef {ReadonlyMap<string, string>} Sources
 */

const TEST = /\.(test|testing)\.tsx?$/
/** Files of a lesson's program, and the declarations for users' programs, are data, read raw: they import what these import. */
const FOR_PROGRAMS =
  /^src\/(?:lessons\/[^/]+\/[^/]+\/(?!lesson\.ts$).+\.tsx?|library\/types\/[^/]+\/.+\.d\.ts)$/
const CODE = /\.(ts|tsx|mjs)$/

/** @param {string} file @returns {string} `kernel`, `engine/build`; '' for a file directly in `src` */
function folderOf(file) {
  const parts = file.split('/').slice(1, -1)
  const two = parts.slice(0, 2).join('/')
  return two in RULES ? two : (parts[0] ?? '')
}

/** @param {string} specifier @param {string} allowed */
function isPackage(specifier, allowed) {
  return allowed.endsWith(':')
    ? specifier.startsWith(allowed)
    : specifier === allowed || specifier.startsWith(`${allowed}/`)
}

/** @param {string} file importing @param {string} specifier relative @returns {string} without `?raw` and the like */
const resolved = (file, specifier) => posix.join(posix.dirname(file), specifier.split('?', 1)[0] ?? '')

/** @param {string} specifier */
const isRelative = specifier => specifier.startsWith('./') || specifier.startsWith('../')

/**
 * @param {string} file
 * @param {import('./imports.mjs').Import} imported
 * @returns {string | null} why it may not be imported
 */
function refusal(file, { specifier, typeOnly }) {
  if (FOR_PROGRAMS.test(file)) return null
  if (isRelative(specifier)) return refuseFile(file, resolved(file, specifier), typeOnly)
  if (specifier.startsWith('/')) return 'write a relative path'
  if (file.startsWith('e2e/')) return refusePackage(specifier, E2E_PACKAGES, 'e2e')
  if (file === `src/${ROOT_FILE.file}`) return refusePackage(specifier, ROOT_FILE.packages, ROOT_FILE.file)
  const folder = folderOf(file)
  // Made by our own Vite plugin; the sandbox's text is one.
  if (specifier.startsWith('virtual:') && folder === 'engine') return null
  const packages = [...(RULES[folder]?.packages ?? []), ...(TEST.test(file) ? TEST_PACKAGES : [])]
  return refusePackage(specifier, packages, folder)
}

/** @param {string} specifier @param {readonly string[]} packages @param {string} who */
function refusePackage(specifier, packages, who) {
  if (packages.some(allowed => isPackage(specifier, allowed))) return null
  return `${who} may not import the package "${specifier}"`
}

/** @param {string} file @param {string} target @param {boolean} typeOnly */
function refuseFile(file, target, typeOnly) {
  if (file.startsWith('e2e/')) {
    return target.startsWith('src/') ? 'e2e may not import from src: it sees the built page alone' : null
  }
  if (!target.startsWith('src/')) return 'nothing in src may import from outside src'
  if (file === `src/${ROOT_FILE.file}`) return null
  const from = folderOf(file)
  const to = folderOf(target)
  if (to === from || COMMON.includes(to)) return null
  const rule = RULES[from]
  if (!rule) return `"${from}" is not in the table`
  if (TEST.test(file) && TEST_FOLDERS[from]?.includes(to)) return null
  const module = target.slice('src/'.length).replace(/\.tsx?$/, '')
  if (rule.folders.some(allowed => allowed === to || allowed === module)) return null
  if (rule.folders.includes(`${to}:types`))
    return typeOnly ? null : `${from} may import only types from ${to} (import type)`
  return `${from} may not import ${to || module}`
}

/**
 * Imports that the table does not allow.
 * @param {Sources} sources
 * @returns {string[]} `file:line: why`
 */
export function forbiddenImports(sources) {
  const messages = []
  for (const [file, source] of sources) {
    if (!CODE.test(file)) continue
    for (const imported of importsOf(file, source)) {
      const why = refusal(file, imported)
      if (why) messages.push(`${file}:${imported.line}: ${why} (${imported.specifier})`)
    }
  }
  return messages
}

/**
 * Circles of imports between files. Imports of types alone don't count: they are gone when the code runs, and two halves of
 * one thing may name each other's types. Between folders no circle is possible, of types neither: the table has none.
 * @param {Sources} sources
 * @returns {string[]} one message a circle
 */
export function importCycles(sources) {
  /** @type {Map<string, { target: string, line: number }[]>} */
  const graph = new Map()
  for (const [file, source] of sources) {
    if (!CODE.test(file) || FOR_PROGRAMS.test(file)) continue
    const edges = importsOf(file, source)
      .filter(({ specifier, typeOnly }) => !typeOnly && isRelative(specifier))
      .map(({ specifier, line }) => ({ target: resolved(file, specifier), line }))
    graph.set(file, edges)
  }
  /** @type {string[]} */
  const messages = []
  /** @type {Set<string>} */
  const done = new Set()
  /** @param {string} file @param {string[]} path */
  const visit = (file, path) => {
    if (done.has(file)) return
    for (const { target, line } of graph.get(file) ?? []) {
      const start = [...path, file].indexOf(target)
      if (start >= 0)
        messages.push(`${file}:${line}: import cycle: ${[...path.slice(start), file, target].join(' → ')}`)
      else visit(target, [...path, file])
    }
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return messages
}

/**
 * Circles between the folders of the table itself: a table that allowed one would allow it in the code.
 * @param {Readonly<Record<string, import('../importRules.mjs').Allowance>>} [rules]
 * @returns {string[]}
 */
export function folderCycles(rules = RULES) {
  /** @type {string[]} */
  const messages = []
  /** @param {string} folder @param {string[]} path */
  const visit = (folder, path) => {
    const start = path.indexOf(folder)
    if (start >= 0) {
      messages.push(`The table has a circle: ${[...path.slice(start), folder].join(' → ')}`)
      return
    }
    for (const allowed of rules[folder]?.folders ?? []) {
      visit(allowed in rules ? allowed : (allowed.split(/[/:]/, 1)[0] ?? ''), [...path, folder])
    }
  }
  for (const folder of Object.keys(rules)) visit(folder, [])
  return messages
}
