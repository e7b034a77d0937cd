import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { modules } from './modules.ts'

const folder = dirname(fileURLToPath(import.meta.url))
const read = (path: string): string => readFileSync(`${folder}/${path}`, 'utf8')
const HEADING = "## What of Python's library there is in TypeScript\n"
/** The block for what needs no import. */
const GLOBALS = 'globals'
/** Members that need no mention: every error has a code. */
const EVERYWHERE: ReadonlySet<string> = new Set(['constructor', 'code'])

/** The README's tables: by module, the names in the column of Weft's. */
function tables(): Map<string, Set<string>> {
  const section = read('../../README.md').split(HEADING)[1]?.split('\n## ')[0] ?? ''
  const blocks = section.matchAll(/<summary><code>([\w.]+)<\/code>([\s\S]*?)<\/details>/g)
  return new Map([...blocks].map(([, module = '', text = '']) => [module, new Set(weftNames(text))]))
}

function weftNames(text: string): string[] {
  const rows = text.split('\n').filter(line => line.startsWith('| '))
  return rows.flatMap(row => namesIn(row.split('|')[2] ?? ''))
}

/** A name that begins with a dot is a member of each class that stands before it. */
function namesIn(cell: string): string[] {
  const names: string[] = []
  let owners: string[] = []
  let members = false
  for (const [, name = ''] of cell.matchAll(/`([^`]+)`/g)) {
    if (name.startsWith('.')) names.push(...owners.map(owner => owner + name))
    else {
      names.push(name)
      const before = members ? [] : owners
      owners = /^[A-Z]/.test(name) ? [...before, name] : before
    }
    members = name.startsWith('.')
  }
  return names
}

/** `Class.member` of every class and interface that a module declares. */
function declaredMembers(specifier: string): Map<string, string[]> {
  const files = readdirSync(`${folder}/types/en`).filter(
    file => file === `${specifier}.d.ts` || file.startsWith(`${specifier}+`),
  )
  const lines = files.flatMap(file => read(`types/en/${file}`).split('\n'))
  const found = new Map<string, string[]>()
  let members: string[] = []
  let owner = ''
  for (const line of lines) {
    const [, opened] = /^ {2}export (?:class|interface) (\w+)/.exec(line) ?? []
    if (opened !== undefined) {
      owner = opened
      members = []
      found.set(owner, members)
    }
    const [, member] = /^ {4}(?:static |readonly )*(\w+)[?<(:]/.exec(line) ?? []
    if (member !== undefined && !EVERYWHERE.has(member) && owner !== '') members.push(`${owner}.${member}`)
    if (line === '  }') owner = ''
  }
  return found
}

const globals = (): string[] =>
  [...read('types/en/globals.d.ts').matchAll(/^declare (?:function|const|var) (\w+)/gm)].map(
    ([, name = '']) => name,
  )

describe("the README's table of what of Python's library there is", () => {
  const documented = tables()

  it('has a part for each module, and none for another', () => {
    expect([...documented.keys()].sort()).toEqual([...modules.keys(), GLOBALS].sort())
  })

  it('names everything that a program can import, and every member of each class', () => {
    for (const [specifier, module] of modules) {
      const members = declaredMembers(specifier)
      const names = Object.keys(module).flatMap(name => [name, ...(members.get(name) ?? [])])
      const listed = documented.get(specifier) ?? new Set()
      expect(
        names.filter(name => !listed.has(name)),
        specifier,
      ).toEqual([])
    }
    const listed = documented.get(GLOBALS) ?? new Set()
    expect(globals().filter(name => !listed.has(name))).toEqual([])
  })

  it('names nothing that is not there', () => {
    for (const [specifier, listed] of documented) {
      const members = declaredMembers(specifier)
      const exported = specifier === GLOBALS ? globals() : Object.keys(modules.get(specifier) ?? {})
      const there = new Set([...exported, ...members.keys(), ...[...members.values()].flat()])
      expect(
        [...listed].filter(name => !there.has(name)),
        specifier,
      ).toEqual([])
    }
  })
})
