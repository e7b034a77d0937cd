import { describe, expect, test } from 'vitest'
import { runWorld } from '../testing/nodeWorld.testing.ts'

describe('files that several processes use at once', () => {
  test('take whole lines from all who append', async () => {
    const world = await runWorld('appendLines', { args: [4, 1500] })
    expect(world).toMatchObject({ errors: [], status: 'finished', results: [[true, [], []]] })
  })

  test('are made by one, and replaced as a whole', async () => {
    const world = await runWorld('replaceFiles', { args: [4, 300] })
    expect(world).toMatchObject({ errors: [], status: 'finished', results: [[300, 0, 301, []]] })
  })

  test.each([3, 11])(
    'outlive those that are killed while they use them (seed %i)',
    async seed => {
      const world = await runWorld('killedAtFiles', { args: [60, seed] })
      expect(world).toMatchObject({ errors: [], status: 'finished' })
      const [problems, used] = world.results as [string[], number]
      expect(problems).toEqual([])
      // The file system's own block and indices, and what the main process itself holds.
      expect(used).toBeLessThan(5000)
    },
    120_000,
  )
})
