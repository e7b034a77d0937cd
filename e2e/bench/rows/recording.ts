import type { Samples } from '../page/weft.ts'
import url from './recording.worker.ts?worker&url'
import type { Contender, Row, Sizes } from './row.ts'
import { WEFT } from './row.ts'

/** What `recording.worker.ts` can be asked for. */
export type Recorder = 'operation' | 'bareWrite' | 'timed' | 'mark'

const BARE = 'bare write of the same words'
const MARK = 'performance.mark'

export function recording({ rounds }: Sizes): Row {
  let worker: Worker | null = null
  const ask = (recorder: Recorder): Promise<readonly number[]> =>
    new Promise((resolve, reject) => {
      worker ??= new Worker(url)
      worker.onmessage = event => resolve(event.data)
      worker.onerror = event => reject(new Error(event.message))
      worker.postMessage(recorder)
    })
  const contender = (name: string, round: () => Promise<Samples>): Contender => ({ name, round })
  const common = { unit: 'ns', better: 'less' } as const
  return {
    id: 'recording',
    rounds,
    measures: [
      { id: 'plain', title: 'recording one trace event without a clock', ...common, target: 1.6 },
      { id: 'timed', title: 'recording one trace event with a clock', ...common, target: 0.2 },
    ],
    contenders: [
      contender(WEFT, async () => ({ plain: await ask('operation'), timed: await ask('timed') })),
      contender(BARE, async () => ({ plain: await ask('bareWrite') })),
      contender(MARK, async () => ({ timed: await ask('mark') })),
    ],
  }
}
