import type { ApiItem, ApiModule } from '../compile/index.ts'

/** What can be looked up: a module, a name of one, or a member of a class. */
export interface ReferenceEntry {
  /** As links name it: `threading.Lock.acquire`; of what is global the name alone. */
  readonly id: string
  /** Without the module: `Lock.acquire`. */
  readonly path: string
  readonly module: ApiModule
  /** Null: the module as a whole. */
  readonly item: ApiItem | null
  /** The entry on whose page it stands: itself but for members. */
  readonly page: string
}

export type Reference = readonly ReferenceEntry[]

export function referenceOf(modules: readonly ApiModule[]): Reference {
  return modules.flatMap(module => {
    const { specifier } = module
    const id = (path: string): string => (specifier === '' ? path : `${specifier}.${path}`)
    const entry = (path: string, item: ApiItem, page: string): ReferenceEntry => {
      return { id: id(path), path, module, item, page }
    }
    const own: ReferenceEntry = { id: specifier, path: specifier, module, item: null, page: specifier }
    return [
      ...(specifier === '' ? [] : [own]),
      ...module.items.flatMap(item => [
        entry(item.name, item, id(item.name)),
        ...item.members.map(member => entry(`${item.name}.${member.name}`, member, id(item.name))),
      ]),
    ]
  })
}

/** As many as a person looks through. */
const MOST_FOUND = 60

/** Better first: the name itself, then names that begin with the word, that have it, and what only its words have. */
function rank({ path, item, module }: ReferenceEntry, words: readonly string[]): number {
  const full = `${module.specifier}.${path}`.toLowerCase()
  const name = (path.split('.').at(-1) ?? path).toLowerCase()
  let sum = 0
  for (const word of words) {
    const doc = item?.doc ?? module.doc
    if (name === word || path.toLowerCase() === word) sum += 0
    else if (name.startsWith(word)) sum += 1
    else if (name.includes(word)) sum += 2
    else if (full.includes(word)) sum += 3
    else if (doc.text.toLowerCase().includes(word)) sum += 10
    else return Number.POSITIVE_INFINITY
  }
  return sum
}

/** The entries that have all words of a query, best first; without a query the modules and what they export. */
export function lookUp(reference: Reference, query: string): Reference {
  const words = query
    .toLowerCase()
    .split(/[\s()]+/)
    .filter(word => word !== '')
  if (words.length === 0) return reference.filter(({ id, page }) => id === page)
  return reference
    .map(entry => ({ entry, rank: rank(entry, words) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || a.entry.path.length - b.entry.path.length)
    .slice(0, MOST_FOUND)
    .map(({ entry }) => entry)
}

/** The part of an address after `#` that opens an entry; it holds no program. */
export const referenceHash = (id: string): string => `#api=${encodeURIComponent(id)}`

/** The entry that such a part names; empty: the reference as a whole. Null: it is none. */
export function readReferenceHash(hash: string): string | null {
  const found = /^#api(?:=([^&]*))?$/.exec(hash)
  if (found === null) return null
  try {
    return decodeURIComponent(found[1] ?? '')
  } catch {
    return ''
  }
}
