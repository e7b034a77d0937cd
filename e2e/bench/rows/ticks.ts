import { measure } from '../page/weft.ts'
import program from '../programs/ticks.ts?raw'
import { bare } from './primitives.ts'
import { type Row, type Sizes, WEFT } from './row.ts'

const LOOPS = ['primes', 'mandelbrot', 'fib', 'quicksort'] as const
const REPEATS = 5

/** What it costs that a loop can be interrupted. */
export function ticks({ rounds }: Sizes): Row {
  return {
    id: 'ticks',
    rounds,
    measures: LOOPS.map(id => ({
      id,
      title: `${id} compiled with ticks and sites, against plain code`,
      unit: 'ms',
      better: 'less',
      target: 1.15,
    })),
    contenders: [
      {
        name: WEFT,
        round: () =>
          measure(program, { warmUp: 3, repeats: REPEATS }, { ticks: true, plan: { quantum: 10 } }),
      },
      bare('plain worker', async duo => {
        const samples: Record<string, readonly number[]> = {}
        for (const name of LOOPS)
          samples[name] = await duo.one({ role: 'loop', name, count: 0, repeats: REPEATS })
        return samples
      }),
    ],
  }
}
