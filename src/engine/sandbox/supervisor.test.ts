import { afterEach, expect, test } from 'vitest'
import type { CompiledProgram } from '../../program/compiled.ts'
import type { Outcome, Problem } from '../../program/outcome.ts'
import { defaultPlan } from '../../program/plan.ts'
import type { CollectorToSupervisor, ProcessToSupervisor } from '../protocol.ts'
import { type Lot, pythonLot, typeScriptLot } from './lot.ts'
import type { StockedWorker } from './stock.ts'
import { Supervisor } from './supervisor.ts'

const program: CompiledProgram = {
  files: [],
  code: 'code',
  functions: [],
  closures: [],
  sites: [],
  lines: [],
}
const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})
/** Many turns of the event loop, not one long wait: a busy machine makes timers late, and messages later. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise(resolve => setTimeout(resolve, 2))
}

/** A worker as the test plays it: what it heard, and a way to speak. */
function fakeWorker(error: string | null = null) {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const heard: { type: string; slot?: number; exitCode?: number | null }[] = []
  port2.onmessage = ({ data }) => heard.push(data)
  const fake = {
    heard,
    terminated: false,
    say: (message: ProcessToSupervisor | CollectorToSupervisor) => port2.postMessage(message),
    stocked: {
      port: port1,
      error,
      onError: () => {},
      terminate() {
        fake.terminated = true
      },
    } as StockedWorker,
  }
  return fake
}

/** A run on two cores: six workers, of which the first is the main process's. */
async function setUp({
  broken = false,
  maxSlots = 8,
  brokenWorker = -1,
  lot = typeScriptLot(2) as Lot,
  python = false,
  stocked = 3,
} = {}) {
  const workers: ReturnType<typeof fakeWorker>[] = []
  const collector = fakeWorker()
  const told: Outcome[] = []
  const log: string[] = []
  const kernel = { ready: 5, fresh: 0, busy: 1, alive: -1, quiet: true, victims: [] as number[] }
  const supervisor = new Supervisor({
    program: python ? { ...program, python: [] } : program,
    lot,
    stocked,
    plan: { ...defaultPlan(2), timeLimit: 10_000 },
    kernel: {
      maxSlots,
      firstGreenSlot: 6,
      mainSlot: 1,
      createArena() {
        if (broken) throw new RangeError('no memory')
        return new SharedArrayBuffer(8)
      },
      readyWorkers: () => kernel.ready,
      freshWanted: () => kernel.fresh,
      busyWorkers: () => kernel.busy,
      isVictim: (_, slot) => kernel.alive !== slot,
      mayTerminate: () => kernel.quiet,
      victims: () => kernel.victims,
      killAll: () => log.push('killAll'),
    },
    takeWorker() {
      const worker = fakeWorker(brokenWorker === workers.length ? 'broken from the start' : null)
      workers.push(worker)
      return worker.stocked
    },
    takeCollector: () => collector.stocked,
    makeUrl: () => 'url',
    releaseUrl: url => log.push(`release ${url}`),
    now: () => performance.now(),
    later: callback => setTimeout(callback),
    started: () => log.push('started'),
    ended: outcome => told.push(outcome),
    released: () => log.push('released'),
  })
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const appHeard: unknown[] = []
  port1.onmessage = ({ data }) => appHeard.push(data)
  supervisor.begin(port2)
  await settle()
  const worker = (index: number) => {
    const found = workers[index]
    if (found === undefined) throw new Error(`no worker ${index}`)
    return found
  }
  const start = async () => {
    for (const each of workers) each.say({ type: 'attached' })
    await settle()
  }
  return { supervisor, workers, worker, collector, told, log, kernel, appHeard, start }
}

test('the main process begins only when every worker of the first lot is ready', async () => {
  const { workers, worker, log, kernel, start } = await setUp()
  expect(workers.map(({ heard }) => heard[0]?.slot)).toEqual([1, 2, 3, 4, 5, 6])
  kernel.ready = 4
  await start()
  expect(worker(1).heard.at(-1)?.type).toBe('enter')
  expect(worker(0).heard.at(-1)?.type).toBe('attach')
  expect(log).toEqual([])
  kernel.ready = 5
  await settle()
  expect(worker(0).heard.at(-1)?.type).toBe('enter')
  expect(log).toEqual(['started'])
})

test('a victim is terminated only outside the kernel, and then buried', async () => {
  const { worker, collector, kernel, start } = await setUp()
  await start()
  kernel.quiet = false
  worker(0).say({ type: 'requestKill', slot: 3 })
  await settle()
  expect(worker(2).terminated).toBe(false)
  kernel.quiet = true
  await settle()
  expect(worker(2).terminated).toBe(true)
  expect(collector.heard.at(-1)).toEqual({ type: 'bury', slot: 3, exitCode: null })
})

test('a request to end a lane that comes late does not end the next tenant of its slot', async () => {
  const { worker, collector, kernel, start } = await setUp()
  await start()
  kernel.alive = 3
  worker(0).say({ type: 'requestKill', slot: 3 })
  await settle()
  expect(worker(2).terminated).toBe(false)
  expect(collector.heard.some(({ type }) => type === 'bury')).toBe(false)
})

test('no more workers are booted than the first lot, but for those who want one that is booted anew', async () => {
  const { workers, worker, kernel, start } = await setUp({ maxSlots: 20 })
  await start()
  worker(0).say({ type: 'requestWorker' })
  await settle()
  expect(workers).toHaveLength(6)
  kernel.fresh = 1
  for (let i = 0; i < 2; i++) worker(0).say({ type: 'requestWorker' })
  await settle()
  expect(workers).toHaveLength(7)
})

test("a program's shared buffers are kept for the children that ask for them", async () => {
  const { worker, start } = await setUp()
  await start()
  const buffer = new SharedArrayBuffer(8)
  worker(2).say({ type: 'needBuffers', ids: ['0:1'] })
  await settle()
  expect(worker(2).heard.at(-1)?.type).not.toBe('buffers')
  worker(0).say({ type: 'shareBuffer', id: '0:1', buffer })
  await settle()
  expect(worker(2).heard.at(-1)).toMatchObject({ type: 'buffers', buffers: [expect.any(SharedArrayBuffer)] })
})

test('a slot left by a clean exit is used again after those never used', async () => {
  const { workers, worker, kernel, start } = await setUp({ maxSlots: 6 })
  await start()
  kernel.ready = -3
  worker(1).say({ type: 'exited' })
  await settle()
  for (let i = 0; i < 3; i++) worker(0).say({ type: 'requestWorker' })
  await settle()
  expect(worker(1).terminated).toBe(true)
  expect(workers.slice(4).map(({ heard }) => heard[0]?.slot)).toEqual([5, 2])
  worker(2).say({ type: 'exited' })
  await settle()
  expect(worker(6).heard[0]?.slot).toBe(3)
})

test('the end that the arena tells reaches the app, and all is let go of after the last drain', async () => {
  const { workers, worker, collector, told, log, start } = await setUp()
  await start()
  worker(0).say({ type: 'exited' })
  await settle()
  expect(workers.every(({ terminated }) => terminated)).toBe(true)
  expect(collector.heard.at(-1)?.type).toBe('finish')
  expect(told).toEqual([])
  collector.say({ type: 'concluded', outcome: { kind: 'finished', exitCode: 3 } })
  await settle()
  expect(told).toEqual([{ kind: 'finished', exitCode: 3 }])
  expect(log).toEqual(['started'])
  collector.say({ type: 'drained' })
  await settle()
  expect(collector.terminated).toBe(true)
  expect(log).toEqual(['started', 'release url', 'released'])
})

test.each(['collector', 'child'])(
  'an error that ended the main process is the outcome, even if first the %s tells that the run is over',
  async teller => {
    const { worker, collector, told, start } = await setUp()
    await start()
    const problem: Problem = { code: 'x', params: {}, message: 'm', place: null, process: 'Main' }
    const first = teller === 'child' ? worker(1) : collector
    first.say({ type: 'runEnded' })
    worker(0).say({ type: 'problem', problem })
    await settle()
    await settle()
    collector.say({ type: 'concluded', outcome: { kind: 'finished', exitCode: 1 } })
    await settle()
    expect(told).toEqual([{ kind: 'failed', problem }])
  },
)

test('stopping ends every worker and is told at once', async () => {
  const { supervisor, workers, told, log, start } = await setUp()
  await start()
  supervisor.stop('person')
  supervisor.stop('timeLimit')
  expect(told).toEqual([{ kind: 'stopped', by: 'person' }])
  expect(workers.every(({ terminated }) => terminated)).toBe(true)
  expect(log).toContain('killAll')
})

test('a worker that cannot start fails the run; one that dies later is buried', async () => {
  const early = await setUp()
  early.worker(2).stocked.onError('out of memory')
  expect(early.told).toMatchObject([{ kind: 'failed', problem: { code: 'engine.worker' } }])
  const late = await setUp()
  await late.start()
  late.worker(2).stocked.onError('out of memory')
  await settle()
  expect(late.told).toEqual([])
  expect(late.collector.heard.at(-1)).toEqual({ type: 'bury', slot: 3, exitCode: 1 })
  late.worker(0).stocked.onError('out of memory')
  expect(late.told).toMatchObject([{ kind: 'failed', problem: { code: 'engine.workerDied' } }])
})

test('without memory for an arena the run fails and leaves nothing behind', async () => {
  const { told, log, workers, collector, appHeard } = await setUp({ broken: true })
  expect(told).toMatchObject([{ kind: 'failed', problem: { code: 'engine.memory' } }])
  expect(appHeard).toEqual([{ type: 'drained' }])
  expect(log).toEqual(['released'])
  expect(workers).toEqual([])
  expect(collector.terminated).toBe(true)
})

test('a victim whose killer was itself terminated before it could say so is ended all the same', async () => {
  const { worker, collector, kernel, start } = await setUp()
  await start()
  kernel.victims = [2, 3]
  worker(0).say({ type: 'requestKill', slot: 2 })
  await settle()
  const buried = collector.heard.filter(({ type }) => type === 'bury').map(({ slot }) => slot)
  expect(buried).toEqual([2, 3])
  expect(worker(2).terminated).toBe(true)
})

test('after a worker that was broken from the start no other is taken, and none is left', async () => {
  const { workers, told } = await setUp({ brokenWorker: 2 })
  expect(told).toMatchObject([{ kind: 'failed', problem: { code: 'engine.worker' } }])
  expect(workers).toHaveLength(3)
  expect(workers.every(({ terminated }) => terminated)).toBe(true)
})

test('a lost collector ends the processes, in the arena too', async () => {
  const { workers, collector, told, log, start } = await setUp()
  await start()
  collector.stocked.onError('out of memory')
  expect(told).toMatchObject([{ kind: 'failed', problem: { code: 'engine.workerDied' } }])
  expect(log).toEqual(['started', 'killAll', 'release url', 'released'])
  expect(workers.every(({ terminated }) => terminated)).toBe(true)
})

test('a worker that fails while it boots is replaced, a few times', async () => {
  const { workers, worker, told, kernel, start } = await setUp({ maxSlots: 20 })
  await start()
  kernel.ready = -1
  worker(0).say({ type: 'requestWorker' })
  await settle()
  for (let failed = 6; failed < 11; failed++) {
    expect(workers).toHaveLength(failed + 1)
    worker(failed).stocked.onError('no more threads')
    expect(worker(failed).terminated).toBe(true)
  }
  expect(told).toEqual([])
  worker(11).stocked.onError('no more threads')
  expect(told).toMatchObject([{ kind: 'failed', problem: { code: 'engine.worker' } }])
  expect(workers).toHaveLength(12)
})

test('a Python program begins as soon as its own worker is ready, and takes its files with the order', async () => {
  const { worker, workers, log } = await setUp({ python: true, lot: pythonLot(4, 8) })
  expect(workers).toHaveLength(3)
  expect(worker(0).heard[0]).toMatchObject({ type: 'attach', programUrl: '', program: { python: [] } })
  worker(1).say({ type: 'attached' })
  await settle()
  expect(log).toEqual([])
  worker(0).say({ type: 'attached' })
  await settle()
  expect(log).toEqual(['started'])
  expect(worker(0).heard.at(-1)?.type).toBe('enter')
})

test('workers of Python are no more than the plan allows, but a process that waits for one gets it', async () => {
  const { worker, workers, kernel, start } = await setUp({ python: true, lot: pythonLot(4, 3) })
  await start()
  kernel.ready = 0
  worker(0).say({ type: 'requestWorker' })
  await settle()
  expect(workers).toHaveLength(3)
  kernel.ready = -1
  worker(1).say({ type: 'exited' })
  await settle()
  expect(worker(1).terminated).toBe(true)
  expect(workers).toHaveLength(4)
})

test('workers that nobody waits for are made when cores are free', async () => {
  const { worker, workers, kernel, start } = await setUp({ python: true, lot: pythonLot(2, 8), stocked: 1 })
  expect(workers).toHaveLength(1)
  kernel.ready = 0
  kernel.busy = 2
  await start()
  worker(0).say({ type: 'requestWorker' })
  await new Promise(resolve => setTimeout(resolve, 400))
  expect(workers).toHaveLength(1)
  kernel.busy = 0
  await expect.poll(() => workers.length, { timeout: 5000 }).toBe(2)
})

test('a process that waits for a worker of Python gets it at once, and the next one comes on the next free core', async () => {
  const { worker, workers, kernel, start } = await setUp({ python: true, lot: pythonLot(2, 8), stocked: 1 })
  kernel.ready = -1
  kernel.busy = 2
  await start()
  worker(0).say({ type: 'requestWorker' })
  await settle()
  expect(workers).toHaveLength(2)
  kernel.busy = 0
  await expect.poll(() => workers.length, { timeout: 5000 }).toBe(3)
})

test('a forked memory is forgotten once its child has it', async () => {
  const { worker, start } = await setUp({ python: true, lot: pythonLot(2, 8) })
  await start()
  worker(0).say({ type: 'shareBuffer', id: '1000:1', buffer: new SharedArrayBuffer(8) })
  worker(1).say({ type: 'needBuffers', ids: ['1000:1'] })
  await settle()
  expect(worker(1).heard.at(-1)?.type).toBe('buffers')
  worker(1).say({ type: 'dropBuffer', id: '1000:1' })
  worker(2).say({ type: 'needBuffers', ids: ['1000:1'] })
  await settle()
  expect(worker(2).heard.at(-1)?.type).not.toBe('buffers')
})

test('what a person types and Ctrl-C go to the collector; when nobody handles that, the run is stopped', async () => {
  const { supervisor, collector, told, start } = await setUp({ python: true, lot: pythonLot(2, 8) })
  await start()
  supervisor.input('Ada')
  supervisor.input(null)
  supervisor.interrupt()
  await settle()
  expect(collector.heard.slice(1)).toEqual([
    { type: 'input', text: 'Ada' },
    { type: 'input', text: null },
    { type: 'interrupt' },
  ])
  expect(told).toEqual([])
  collector.say({ type: 'notInterrupted' })
  await settle()
  expect(told).toEqual([{ kind: 'stopped', by: 'person' }])
})

test('Ctrl-C before the main process has begun stops the run', async () => {
  const { supervisor, told } = await setUp({ python: true, lot: pythonLot(2, 8) })
  supervisor.interrupt()
  expect(told).toEqual([{ kind: 'stopped', by: 'person' }])
})
