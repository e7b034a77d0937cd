import { expect, test } from '@playwright/test'
import { type KernelServer, runInPage, serveKernel } from './support/kernelWorld.ts'

// The kernel's own scenarios with real Web Workers: a terminated one goes on for up to two seconds here.

let server: KernelServer
test.beforeAll(async () => {
  server = await serveKernel()
})
test.afterAll(() => server.close())
test.beforeEach(async ({ page }) => {
  await page.goto(server.url)
})

const controlled = (seed: number) => ({ policy: 'controlled', seed })

test('a lock loses no update, on one core, on four, and under a controlled schedule', async ({ page }) => {
  for (const [plan, rounds] of [
    [{ cores: 1 }, 2000],
    [{ cores: 4 }, 2000],
    [controlled(3), 20],
  ] as const) {
    const world = await runInPage(page, 'addUnderLock', [3, rounds], plan)
    expect(world).toMatchObject({ status: 'finished', errors: [], results: [3 * rounds] })
  }
})

test('a queue passes every item on exactly once, whether free or controlled', async ({ page }) => {
  for (const [args, plan] of [
    [[2, 2, 500, 3, 'object'], {}],
    [[3, 1, 800, 0, 'number'], { cores: 1 }],
    [[2, 2, 8, 1, 'object'], controlled(4)],
  ] as const) {
    const world = await runInPage(page, 'exchange', args, plan)
    expect(world.errors).toEqual([])
    const [producers, , each] = args
    const expected = Array.from({ length: producers }, (_, p) =>
      Array.from({ length: each }, (_, i) => p * 1_000_000 + i),
    )
    expect((world.results[0] as number[]).sort((a, b) => a - b)).toEqual(expected.flat())
  }
})

test('an async main, a timer and other waiters share one doorbell', async ({ page }) => {
  const world = await runInPage(page, 'manyWaits')
  expect(world).toMatchObject({ status: 'finished', errors: [] })
  const [order] = world.results as string[][]
  // On a slow machine both times are over when it looks.
  expect(order?.slice(0, 2).sort()).toEqual(['nothing', 'timer'])
  expect(order?.[2]).toBe('second 2')
  expect(order?.slice(3).sort()).toEqual(['first 1', 'joined'])
})

for (const [scenario, operations] of [
  ['getFromEmpty', ['Queue.get']],
  ['lockCycle', ['Process.join', 'Lock.acquire', 'Lock.acquire']],
  ['awaitNothing', ['Queue.get']],
] as const) {
  test(`a deadlock is found at once in ${scenario}`, async ({ page }) => {
    for (const plan of [{}, { cores: 1 }, controlled(5)]) {
      const world = await runInPage(page, scenario, [], plan)
      expect(world.status).toBe('deadlocked')
      expect(world.blocked.map(lane => lane.operation)).toEqual(operations)
    }
  })
}

test('a schedule is replayed: the same result, the same choices', async ({ page }) => {
  for (const [scenario, args] of [
    ['addUnlocked', [2, 20]],
    ['exchange', [2, 1, 5, 1, 'number']],
  ] as const) {
    const original = await runInPage(page, scenario, args, controlled(11))
    expect(original.schedule.length).toBeGreaterThan(20)
    const { schedule } = original
    const replayed = await runInPage(page, scenario, args, { policy: 'replay', seed: 99, schedule })
    expect(replayed).toMatchObject({ status: 'finished', results: original.results, schedule })
  }
})

test('code that the kernel did not call finds a core while its lane is parked', async ({ page }) => {
  const world = await runInPage(page, 'strangerCalls')
  expect(world).toMatchObject({ status: 'deadlocked', errors: [], results: [true, 'from outside'] })
})

test('what was sent is freed with those that could name it', async ({ page }) => {
  const world = await runInPage(page, 'references', [10])
  expect(world).toMatchObject({ status: 'finished', errors: [], results: [0, 3] })
})

test('1,000 kills of spinning, waiting and in-kernel workers hang nobody', async ({ page }) => {
  test.setTimeout(300_000)
  const world = await runInPage(page, 'victims', [1000, 42], {}, 30_000)
  expect(world).toMatchObject({ status: 'finished', errors: [], results: [1000] })
})

test('semaphores, conditions, events, barriers and recursive locks do what they say', async ({ page }) => {
  for (const [scenario, args, plan, outcome] of [
    ['barrierRounds', [20], {}, `${'0'.repeat(20)}${'1'.repeat(20)}${'2'.repeat(20)} 0`],
    ['semaphoreRelease', [], {}, 0],
    ['rlockAdders', [], controlled(2), '6 false false'],
    ['notifyOne', [2], controlled(3), '11'],
  ] as const) {
    const world = await runInPage(page, scenario, [...args], plan)
    expect(world, scenario).toMatchObject({ status: 'finished', errors: [], results: [outcome] })
  }
})

test('a barrier that lacks a party is a deadlock that says how many it lacks', async ({ page }) => {
  const world = await runInPage(page, 'barrierShort', [], {})
  expect(world).toMatchObject({ status: 'deadlocked', blocked: [{ detail: { missing: 2 } }, {}] })
})
