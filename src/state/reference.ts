import type { ApiItem, ApiKind, ApiModule } from '../compile/index.ts'

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
  /** Options or a type, or part of them: named in signatures rather than in programs. */
  readonly aside: boolean
}

export type Reference = readonly ReferenceEntry[]

/** What programs use first, then what only its declarations name. */
const ORDER: readonly ApiKind[] = ['class', 'function', 'constant', 'namespace', 'interface', 'type']

const inOrder = (items: readonly ApiItem[]): readonly ApiItem[] =>
  items.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))

export function referenceOf(modules: readonly ApiModule[]): Reference {
  const specifiers = new Set(modules.map(({ specifier }) => specifier))
  return modules.flatMap(module => {
    const { specifier } = module
    const id = (path: string): string => (specifier === '' ? path : `${specifier}.${path}`)
    const entry = (path: string, item: ApiItem, owner: ApiItem): ReferenceEntry => {
      const aside = owner.kind === 'interface' || owner.kind === 'type'
      return { id: id(path), path, module, item, page: id(owner.name), aside }
    }
    const own = { id: specifier, path: specifier, module, item: null, page: specifier, aside: false }
    return [
      ...(specifier === '' ? [] : [own]),
      // A module that another one exports is told of as a module.
      ...inOrder(module.items.filter(item => !specifiers.has(id(item.name)))).flatMap(item => [
        entry(item.name, item, item),
        ...item.members.map(member => entry(`${item.name}.${member.name}`, member, item)),
      ]),
    ]
  })
}

/** As many as a person looks through. */
const MOST_FOUND = 60

/**
 * Better first: the name itself, its members, names that begin with the word, that have it, and what only its words have.
 * Options and types stand behind what they are for.
 */
function rank({ path, item, module, id, page, aside }: ReferenceEntry, words: readonly string[]): number {
  const full = `${module.specifier}.${path}`.toLowerCase()
  const name = (path.split('.').at(-1) ?? path).toLowerCase()
  const member = id === page ? 0 : 1
  let sum = aside ? 7 : 0
  for (const word of words) {
    const doc = item?.doc ?? module.doc
    if (path.toLowerCase() === word) sum += 0
    else if (name === word || path.toLowerCase().startsWith(`${word}.`)) sum += 1 + member
    else if (name.startsWith(word)) sum += 2 + member
    else if (name.includes(word)) sum += 4 + member
    else if (full.includes(word)) sum += 6
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
