import { expect, test } from '@playwright/test'
import { soak } from './soak/soak.mjs'

test('one program after another starts, kills and ends processes and threads, and leaves nothing', async () => {
  // A start of Python, and each kind of program once: `npm run soak` does this 200 times.
  test.setTimeout(180_000)
  const { failures } = await soak({ runs: 9, seed: 1 })
  expect(failures).toEqual([])
})
