import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { problemsJa } from './problems.ja.ts'

const source = `${dirname(dirname(fileURLToPath(import.meta.url)))}/`
const READMES = ['library/README.md', 'kernel/README.md', 'kernel/memory/values/README.md']

/** Where the library and the kernel make an error: the class, then the code as first argument. Its message is in English. */
const THROWN = /\bnew [\w.]+\(\s*'([a-z]\w*\.[a-z]\w*)'/g

function thrownIn(folder: string): string[] {
  return readdirSync(`${source}${folder}`, { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return thrownIn(path)
    if (!/\.ts$/.test(path) || /\.(test|testing|d)\.ts$/.test(path)) return []
    return [...readFileSync(`${source}${path}`, 'utf8').matchAll(THROWN)].map(([, code = '']) => code)
  })
}

const thrown = [...new Set([...thrownIn('library'), ...thrownIn('kernel')])].sort()

describe('errors that the library and the kernel throw', () => {
  it('are found at all', () => {
    expect(thrown).toContain('lock.notHeld')
    expect(thrown).toContain('memory.full')
  })

  it('have words in Japanese; their English ones are where they are thrown', () => {
    expect(thrown.filter(code => !Object.hasOwn(problemsJa, code))).toEqual([])
  })

  it('are in a table of a README', () => {
    const texts = READMES.map(path => readFileSync(`${source}${path}`, 'utf8')).join('\n')
    expect(thrown.filter(code => !texts.includes(`\`${code}\``))).toEqual([])
  })
})
