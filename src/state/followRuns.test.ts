import { expect, test } from 'vitest'
import { followRuns } from './followRuns.ts'
import { linkTo, MemoryStorage, openPage, programOf, settle } from './state.testing.ts'

/** A page whose attempts are written down as a host hears of them. */
function followed() {
  const page = openPage(new MemoryStorage(), { '#x': linkTo({ program: programOf('theirs') }) })
  const told: string[] = []
  const stop = followRuns(page.runs, {
    started: mode => told.push(`${mode} started`),
    finished: ({ mode, state }) => told.push(`${mode} ${state}`),
  })
  return { ...page, told, stop }
}

test('a comparison starts and finishes once, although it is two runs', async () => {
  const { runs, engine, told } = followed()
  runs.getState().compare()
  await settle()
  await engine.play()
  await engine.play()
  expect(told).toEqual(['compare started', 'compare finished'])
})

test('a run that another one takes the place of is told as stopped, before the other starts', async () => {
  const { runs, engine, told } = followed()
  runs.getState().run()
  await settle()
  engine.last.sink.started(1)
  runs.getState().compare()
  await settle()
  await engine.play({ kind: 'deadlocked', waits: [] })
  expect(told).toEqual(['run started', 'run stopped', 'compare started', 'compare deadlocked'])
})

test('a run that ends because another program is opened is told as stopped', async () => {
  const { runs, engine, session, told } = followed()
  runs.getState().run()
  await settle()
  const { sink } = engine.last
  sink.started(1)
  session.getState().openLink('#x')
  sink.ended({ kind: 'stopped', by: 'person' })
  await settle()
  expect(told).toEqual(['run started', 'run stopped'])
})

test('a run that is stopped before it began is told as stopped, once', async () => {
  const { runs, told } = followed()
  runs.getState().run()
  runs.getState().stop()
  await settle()
  expect(told).toEqual(['run started', 'run stopped'])
})

test("a program that is opened while nothing runs is nobody's end", async () => {
  const { runs, engine, session, told, stop } = followed()
  session.getState().openLink('#x')
  expect(told).toEqual([])
  stop()
  runs.getState().run()
  await settle()
  await engine.play()
  expect(told).toEqual([])
})
