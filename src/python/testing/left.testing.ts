import { memoryOf, word } from '../../kernel/memory/arena.ts'
import { Head, Obj } from '../../kernel/memory/layout.ts'
import { OBJECT_NAMES, type ObjectType } from '../../trace/events.ts'
import type { Ended } from './order.testing.ts'

/** What a run that is over has left in its arena. Nobody may change it any more. */
export function leftIn(arena: SharedArrayBuffer): Ended['left'] {
  const { words } = memoryOf(arena)
  const objects: Record<string, number> = {}
  for (let object = word(words, Head.Objects); object !== 0; object = word(words, object + Obj.Next)) {
    const name = OBJECT_NAMES[word(words, object + Obj.Type) as ObjectType]
    objects[name] = (objects[name] ?? 0) + 1
  }
  return { words: word(words, Head.HeapUsed), lanes: word(words, Head.LiveLanes), objects }
}
