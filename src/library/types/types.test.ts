import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { modules } from '../modules.ts'
import { LIBRARY_NAMES } from '../names.ts'

const folder = `${dirname(fileURLToPath(import.meta.url))}/`
const read = (language: string, file: string): string => readFileSync(`${folder}${language}/${file}`, 'utf8')
const files = readdirSync(`${folder}en`)

/** All that is declared of a module: `queue.d.ts`, and for a large one also `multiprocessing+pool.d.ts` and so on. */
const readModule = (specifier: string): string =>
  files
    .filter(file => file === `${specifier}.d.ts` || file.startsWith(`${specifier}+`))
    .map(file => read('en', file))
    .join('\n')

/** Code without comments and line breaks: what both languages must share. */
const bare = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/\s+/g, ' ')

const DECLARED = /export (?:class|function|const) (\w+)/g
/** Names that a module has from another, where they are declared. */
const passedOn = (text: string): (string | undefined)[] =>
  [...text.matchAll(/export const (\w+): typeof import\(/g)].map(([, name]) => name)
const declared = (text: string): string[] => [...text.matchAll(DECLARED)].map(([, name]) => name ?? '').sort()

describe('the types of the library', () => {
  it('declare the same in both languages', () => {
    expect(readdirSync(`${folder}ja`)).toEqual(files)
    for (const file of files) expect(bare(read('ja', file))).toBe(bare(read('en', file)))
  })

  it('declare what each module exports, and nothing else', () => {
    for (const [specifier, module] of modules) {
      expect(declared(readModule(specifier)), specifier).toEqual(Object.keys(module).sort())
    }
  })

  it('declare every method and property of each class', () => {
    for (const [specifier, module] of modules) {
      const text = bare(readModule(specifier))
      for (const [name, value] of Object.entries(module)) {
        if (passedOn(text).includes(name)) continue
        if (typeof value !== 'function' || !/^class\b/.test(String(value))) continue
        const members = Object.getOwnPropertyNames(value.prototype as object).filter(
          member => member !== 'constructor',
        )
        const own = text.split(`export class ${name}`)[1]?.split('export ')[0] ?? ''
        for (const member of members)
          if (member !== 'name' || name === 'Process') expect(own, name).toContain(member)
      }
    }
  })

  it('cover the modules that a program can import', () => {
    expect([...LIBRARY_NAMES.modules].sort()).toEqual([...modules.keys()].sort())
  })
})
