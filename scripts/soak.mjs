import './nodeVersion.mjs'
import { parseArgs } from 'node:util'
import { soak } from '../e2e/python/soak/soak.mjs'

const USAGE = `npm run soak -- [options]
  --runs N        how many (200)
  --seed N        of the programs and of what is done to them (another one each time)
  --only NAME     one kind of program: a file of e2e/python/soak
  --own N         SEED of all programs, as a failed run tells it`

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
    own: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(USAGE)
else {
  const { failures } = await soak({
    runs: Number(values.runs),
    seed: Number(values.seed),
    only: values.only,
    ...(values.own === undefined ? {} : { own: Number(values.own) }),
    log: text => console.log(text),
  })
  process.exitCode = failures.length === 0 ? 0 : 1
}
