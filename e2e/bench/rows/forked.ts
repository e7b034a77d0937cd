import { measure } from '../page/weft.ts'
import program from '../programs/forked.ts?raw'
import { type Row, type Sizes, WEFT } from './row.ts'

/** So few that every child finds a worker that stands ready. */
const REPEATS = 4

export function forked({ rounds }: Sizes): Row {
  return {
    id: 'forked',
    rounds,
    measures: [
      {
        id: 'start',
        title: 'forked process, start() to its first line, a worker being ready',
        unit: 'ms',
        better: 'less',
        target: 1,
        absolute: true,
      },
    ],
    contenders: [{ name: WEFT, round: () => measure(program, { repeats: REPEATS }) }],
  }
}
