import { OBJECT_NAMES, ObjectType } from '../../trace/events.ts'
import { word } from './arena.ts'
import { Head, Obj } from './layout.ts'
import { inbox, isPipeEnd, isQueue, queueLength, queueWords } from './messages.ts'

interface Holder {
  readonly name: string
  /** MB */
  readonly size: number
  readonly items: number
}

/** Who holds most of the arena, in words for an error: `Queue-1 (52 MB in 120 items)`. Empty when nothing holds much. */
export function whoHoldsMemory(words: Int32Array): string {
  const holders: Holder[] = []
  let arrays: Holder = { name: '', size: 0, items: 0 }
  for (let at = word(words, Head.Objects); at !== 0; at = word(words, at + Obj.Next)) {
    const type: ObjectType = word(words, at + Obj.Type)
    const ordinal = word(words, at + Obj.Ordinal)
    if (isPipeEnd(words, at)) {
      const { volume, length } = inbox(words, at)
      holders.push({ name: `${OBJECT_NAMES[type]}-${ordinal}`, size: megabytes(volume), items: length })
    } else if (isQueue(type)) {
      const size = megabytes(queueWords(words, at))
      holders.push({ name: `${OBJECT_NAMES[type]}-${ordinal}`, size, items: queueLength(words, at) })
    } else if (type === ObjectType.Array || type === ObjectType.Value) {
      // The word before a large block is its length, negative; small ones matter by their number alone.
      const size = megabytes(Math.max(0, -word(words, at - 1)))
      const count = arrays.items + 1
      const name = count === 1 ? `Array-${ordinal}` : `${count} Arrays and Values`
      arrays = { name, size: arrays.size + size, items: count }
    }
  }
  if (arrays.items > 0) holders.push(arrays)
  return holders
    .filter(({ size, items }) => size >= 1 || items > MANY)
    .sort((a, b) => b.size - a.size)
    .slice(0, 3)
    .map(holder => (holder === arrays ? arrayText(holder) : queueText(holder)))
    .join(', ')
}

/** So many small things matter, too. */
const MANY = 100_000

const megabytes = (count: number): number => (count * 4) / (1024 * 1024)

function queueText({ name, size, items }: Holder): string {
  return `${name} (${Math.round(size)} MB in ${items} ${items === 1 ? 'item' : 'items'})`
}

function arrayText({ name, size }: Holder): string {
  return `${name} (${Math.round(size)} MB)`
}
