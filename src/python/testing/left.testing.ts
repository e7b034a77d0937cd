import { Files } from '../../kernel/files/files.ts'
import { ROOT } from '../../kernel/files/layout.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { word } from '../../kernel/memory/arena.ts'
import { Head, Obj } from '../../kernel/memory/layout.ts'
import { OBJECT_NAMES, type ObjectType } from '../../trace/events.ts'
import type { Ended } from './order.testing.ts'

/** What a run that is over has left in its arena. Nobody else may change it any more. `kernel`: the collector's. */
export function leftIn(kernel: Kernel): Ended['left'] {
  const { words } = kernel.memory
  // What the killed had open is closed when a process opens its first file.
  if (word(words, Head.LiveLanes) === 0) {
    const files = new Files(kernel, () => 0)
    files.close(files.open(ROOT))
  }
  const objects: Record<string, number> = {}
  for (let object = word(words, Head.Objects); object !== 0; object = word(words, object + Obj.Next)) {
    const name = OBJECT_NAMES[word(words, object + Obj.Type) as ObjectType]
    objects[name] = (objects[name] ?? 0) + 1
  }
  return { words: word(words, Head.HeapUsed), lanes: word(words, Head.LiveLanes), objects }
}
