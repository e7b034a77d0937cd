import { mapEach, setEach } from './builtins.ts'
import { EntryKey } from './path.ts'

// Copies, because a getter of the program may change a collection while it is written.

/** Keys and values of a Map in turn. Throws a TypeError for anything else. */
export function mapItems(map: object): unknown[] {
  const items: unknown[] = []
  mapEach(map as Map<unknown, unknown>, (value, key) => {
    items[items.length] = key
    items[items.length] = value
  })
  return items
}

/** The members of a Set. Throws a TypeError for anything else. */
export function setItems(set: object): unknown[] {
  const items: unknown[] = []
  setEach(set as Set<unknown>, value => {
    items[items.length] = value
  })
  return items
}

/** What the path says of such an item. */
export function entryKey(items: readonly unknown[], i: number, map: boolean): EntryKey {
  if (!map) return new EntryKey('value', i, undefined)
  return (i & 1) === 0
    ? new EntryKey('key', i / 2, undefined)
    : new EntryKey('value', (i - 1) / 2, items[i - 1])
}
