import { measure } from '../page/weft.ts'
import queueProgram from '../programs/queue.ts?raw'
import { bare } from './primitives.ts'
import { type Row, type Sizes, WEFT } from './row.ts'

const RING = 'ringbuf.js'
const REPEATS = 3
/** Room for as many items as the ring has bytes for. */
const CAPACITY = 1000
const NUMBERS = 200_000
const OBJECTS = 50_000

export function queue({ rounds }: Sizes): Row {
  const common = { unit: '/s', better: 'more', target: 3 } as const
  const settings = { capacity: CAPACITY, repeats: REPEATS }
  return {
    id: 'queue',
    rounds,
    measures: [
      { id: 'numbers', title: 'queue of small integers, one to one, items a second', ...common },
      { id: 'objects', title: 'queue of 100-byte objects, one to one, items a second', ...common },
    ],
    contenders: [
      {
        name: WEFT,
        async round() {
          const numbers = await measure(queueProgram, {
            ...settings,
            objects: 0,
            warmUp: NUMBERS / 4,
            items: NUMBERS,
          })
          const objects = await measure(queueProgram, {
            ...settings,
            objects: 1,
            warmUp: OBJECTS / 4,
            items: OBJECTS,
          })
          return { numbers: numbers.rate ?? [], objects: objects.rate ?? [] }
        },
      },
      bare(RING, async duo => ({
        numbers: await duo.both({ role: 'numbers', count: NUMBERS, repeats: REPEATS }),
        objects: await duo.both({ role: 'objects', count: OBJECTS, repeats: REPEATS }),
      })),
    ],
  }
}
