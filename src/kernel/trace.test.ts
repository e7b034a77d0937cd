import { expect, test } from 'vitest'
import { TraceDecoder } from '../trace/decode.ts'
import { runWorld } from './testing/nodeWorld.testing.ts'

test.each([
  ['addUnderLock', [3, 20_000], {}],
  ['exchange', [3, 2, 3000, 4, 'object'], {}],
  ['exchange', [2, 2, 2000, 4, 'number'], { cores: 1 }],
  ['addUnlocked', [2, 40], { policy: 'controlled', seed: 3 }],
  ['manyWaits', [], {}],
  ['victims', [40, 7], {}],
] as const)('the trace of %s%j is whole under %j', async (scenario, args, plan) => {
  const world = await runWorld(scenario, { plan, args })
  const decoder = new TraceDecoder({ cores: 4 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  expect(decoder.model.damaged).toBe(0)
})
