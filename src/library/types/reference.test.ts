import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDeclarations } from '../../compile/declarations.ts'
import { modules } from '../modules.ts'

function reference(language: string) {
  const folder = new URL(`./${language}/`, import.meta.url)
  return readDeclarations(readdirSync(folder).map(file => readFileSync(new URL(file, folder), 'utf8')))
}

describe.each(['en', 'ja'])('the reference made of the types, in %s', language => {
  const entries = reference(language)

  it('has every name that a module exports', () => {
    for (const [specifier, module] of modules) {
      const names = entries.find(one => one.specifier === specifier)?.items.map(({ name }) => name) ?? []
      for (const name of Object.keys(module)) expect(names, specifier).toContain(name)
    }
  })

  it('has words for every module, class, function and constant', () => {
    for (const { specifier, doc, items } of entries) {
      if (specifier !== '') expect(doc.text, specifier).not.toBe('')
      for (const item of items) {
        if (specifier === '' || item.kind === 'interface' || item.kind === 'type') continue
        expect(item.doc.text, `${specifier}: ${item.name}`).not.toBe('')
      }
    }
  })
})
