import { measure } from '../page/weft.ts'
import { PEERS } from '../peers/index.ts'
import type { Peer } from '../peers/peer.ts'
import allProgram from '../programs/allAnswer.ts?raw'
import firstProgram from '../programs/firstResult.ts?raw'
import { type Contender, type Row, type Sizes, WEFT } from './row.ts'

const SIZE = 4
/** ms for workers that were ended, or are being made ready for the next run, to leave the cores alone. */
const QUIET = 300

export function newPool({ rounds }: Sizes): Row {
  const common = { unit: 'ms', better: 'less' } as const
  return {
    id: 'newPool',
    rounds,
    measures: [
      { id: 'first', title: 'pool of 4, until the first result', ...common, target: 1.2 },
      { id: 'all', title: 'pool of 4, until all four have answered', ...common, target: 0.9 },
    ],
    contenders: [{ name: WEFT, round: measureWeft }, ...PEERS.map(fresh)],
  }
}

async function measureWeft(): ReturnType<Contender['round']> {
  const first = await measure(firstProgram)
  await quiet()
  const all = await measure(allProgram)
  await quiet()
  return { ...first, ...all }
}

/** Workers made anew each time: from their creation to the first answer, and to the answers of all. */
function fresh(peer: Peer): Contender {
  return {
    name: peer.name,
    async round() {
      let first = Number.NaN
      const start = performance.now()
      const pool = peer.open(SIZE)
      const calls = Array.from({ length: SIZE }, async (_, value) => {
        await pool.call('identity', value)
        if (Number.isNaN(first)) first = performance.now() - start
      })
      await Promise.all(calls)
      const all = performance.now() - start
      await pool.close()
      await quiet()
      return { first: [first], all: [all] }
    },
  }
}

const quiet = (): Promise<void> => new Promise(resolve => setTimeout(resolve, QUIET))
