import { measure } from '../page/weft.ts'
import { PEERS } from '../peers/index.ts'
import program from '../programs/sharedMap.ts?raw'
import { type Row, type Sizes, WEFT } from './row.ts'
import { onPool } from './warmPool.ts'

const LENGTH = 1_000_000
const REPEATS = 5

export function sharedMap({ rounds }: Sizes): Row {
  return {
    id: 'sharedMap',
    rounds,
    measures: [
      {
        id: 'time',
        title: 'map over 1,000,000 numbers, in shared memory or copied there and back',
        unit: 'ms',
        better: 'less',
        target: 0.3,
      },
    ],
    contenders: [
      { name: WEFT, round: () => measure(program, { length: LENGTH, warmUp: 3, repeats: REPEATS }) },
      ...PEERS.map(peer =>
        onPool(peer, async pool => {
          const numbers = Float64Array.from({ length: LENGTH }, (_, i) => i)
          const time: number[] = []
          for (let i = 0; i <= REPEATS; i++) {
            const start = performance.now()
            const halves = [numbers.slice(0, LENGTH / 2), numbers.slice(LENGTH / 2)]
            const mapped = await Promise.all(halves.map(half => pool.call('wavePart', half)))
            numbers.set(mapped[0] ?? [], 0)
            numbers.set(mapped[1] ?? [], LENGTH / 2)
            if (i > 0) time.push(performance.now() - start)
          }
          return { time }
        }),
      ),
    ],
  }
}
