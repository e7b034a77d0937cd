import './nodeVersion.mjs'
import { readdirSync, readFileSync } from 'node:fs'
import { folderCycles, forbiddenImports, importCycles } from './lib/importGraph.mjs'
import { inRoot } from './lib/root.mjs'

const BENCH = 'e2e/bench/'

/** @type {Map<string, string>} */
const sources = new Map()
for (const top of ['src', 'e2e']) {
  for (const name of readdirSync(inRoot(top), { recursive: true, encoding: 'utf8' })) {
    const path = `${top}/${name.replaceAll('\\', '/')}`
    // The bench is a package of its own; what it imports, it installs.
    if (/\.(tsx?|mjs)$/.test(path) && !path.startsWith(BENCH))
      sources.set(path, readFileSync(inRoot(path), 'utf8'))
  }
}

const messages = [...forbiddenImports(sources), ...importCycles(sources), ...folderCycles()]
for (const message of messages) console.error(message)
console.log(`${sources.size} files, ${messages.length} forbidden imports or cycles`)
process.exitCode = messages.length === 0 ? 0 : 1
