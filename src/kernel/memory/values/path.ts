/** One step from a value to one inside it: an index, a key, or an entry of a Map or Set. */
export type PathKey = number | string | EntryKey

export class EntryKey {
  readonly kind: 'key' | 'value'
  readonly index: number
  /** Set for the value of a Map whose key is a primitive. */
  readonly key: string | number | undefined

  constructor(kind: 'key' | 'value', index: number, key: unknown) {
    this.kind = kind
    this.index = index
    this.key = typeof key === 'string' || typeof key === 'number' ? key : undefined
  }
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

function step(key: PathKey): string {
  if (typeof key === 'number') return `[${key}]`
  if (typeof key === 'string') return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
  if (key.key !== undefined) return `.get(${JSON.stringify(key.key)})`
  return key.kind === 'key' ? `.keys()[${key.index}]` : `.values()[${key.index}]`
}

function join(start: string, keys: readonly PathKey[]): string {
  let text = start
  for (let i = 0; i < keys.length; i++) text += step(keys[i] as PathKey)
  return text
}

/** The path as an expression: `args[0].items[3].callback`. With `names`, the first two steps choose a variable. */
export function formatPath(
  root: string,
  keys: readonly PathKey[],
  names?: readonly (readonly string[])[],
): string {
  const first = keys[0]
  const second = keys[1]
  if (names !== undefined && typeof first === 'number' && typeof second === 'number') {
    const name = names[first]?.[second]
    if (name !== undefined) return join(name, keys.slice(2))
  }
  if (root !== '') return join(root, keys)
  const text = join('', keys)
  return text === '' ? 'value' : text.startsWith('.') ? text.slice(1) : text
}
