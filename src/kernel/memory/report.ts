import { ObjectType } from '../../trace/events.ts'
import { word } from './arena.ts'
import { Head, Obj } from './layout.ts'
import { QueueBody } from './messages.ts'

/** Who holds most of the arena, in words for an error: `Queue-1 (52 MB in 120 items)`. Empty when no queue holds much. */
export function whoHoldsMemory(words: Int32Array): string {
  const holders: { name: string; size: number; items: number }[] = []
  for (let at = word(words, Head.Objects); at !== 0; at = word(words, at + Obj.Next)) {
    if (words[at + Obj.Type] !== ObjectType.Queue) continue
    const size = (word(words, at + QueueBody.Words) * 4) / (1024 * 1024)
    const items = word(words, at + QueueBody.Count)
    if (size >= 1 || items > 100_000)
      holders.push({ name: `Queue-${word(words, at + Obj.Ordinal)}`, size, items })
  }
  holders.sort((a, b) => b.size - a.size)
  return holders
    .slice(0, 3)
    .map(
      ({ name, size, items }) =>
        `${name} (${Math.round(size)} MB in ${items} ${items === 1 ? 'item' : 'items'})`,
    )
    .join(', ')
}
