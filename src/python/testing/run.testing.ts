import { BufferRelay } from '../../kernel/exchange/bufferRelay.ts'
import type { Host } from '../../kernel/host.ts'
import { createArena } from '../../kernel/memory/arena.ts'
import { FIRST_GREEN_SLOT } from '../../kernel/memory/layout.ts'
import { CollectorKernel, census, mayTerminate, victims } from '../../kernel/process/collectorKernel.ts'
import { MAIN_SLOT } from '../../kernel/process/processTable.ts'
import { Refill } from '../../kernel/process/refill.ts'
import type { Problem } from '../../program/outcome.ts'
import type { InstalledPackage } from '../../program/packages.ts'
import { defaultPlan, type Plan } from '../../program/plan.ts'
import type { SourceFile } from '../../program/program.ts'
import { bytesOf } from '../files/bytesOf.ts'
import { unpackWheel } from '../files/unpackWheel.ts'
import { leftIn } from './left.testing.ts'
import type { Ended, RunOptions, WorkerMessage, WorldMessage } from './order.testing.ts'
import { Console } from './output.testing.ts'
import type { Stock, StockedPython } from './stock.testing.ts'

const SIGINT = 2
/** ms for which a terminated worker may go on. Its slot is not used again before, as in the product. */
const ZOMBIE_TIME = 3000
const DEFAULT_TIMEOUT = 60
/** ms between looks. */
const PAUSE = 3

/** Runs a program to its end: supervisor and collector in one. */
export async function runProgram(
  stock: Stock,
  files: readonly SourceFile[],
  options: RunOptions,
  tell: (message: WorldMessage) => void,
): Promise<Ended> {
  const plan: Plan = { ...defaultPlan(4), gil: true, maxProcesses: 8, ...options.plan }
  const packages = { installed: await Promise.all((options.installed ?? []).map(install)), others: [] }
  const arena = options.arenaBytes === undefined ? createArena(plan) : createArena(plan, options.arenaBytes)
  const collector = new CollectorKernel(arena, collectorHost())
  const relay = new BufferRelay()
  const workers = new Map<number, StockedPython>()
  const attached = new Set<number>()
  const vacant = Array.from({ length: FIRST_GREEN_SLOT - MAIN_SLOT }, (_, i) => MAIN_SLOT + i)
  const console = new Console()
  const problems: Problem[] = []
  const errors: string[] = []
  const bootTimes: number[] = []
  const refill = new Refill(navigator.hardwareConcurrency)
  const never = Number.POSITIVE_INFINITY
  const { timeout = DEFAULT_TIMEOUT, patience = never, interrupt = never, ready = 1 } = options

  const boot = (): void => {
    const slot = vacant.shift()
    if (slot === undefined) return
    const worker = stock.take()
    workers.set(slot, worker)
    worker.hear = message => hear(slot, worker, message)
    worker.started.then(
      time => bootTimes.push(time),
      error => errors.push(String(error)),
    )
    const epoch = performance.timeOrigin
    worker.started.then(
      () => worker.send({ role: 'process', arena, slot, epoch, files, packages, plan }),
      () => {},
    )
  }
  const hear = (slot: number, worker: StockedPython, message: WorkerMessage): void => {
    if (message.kind === 'attached') attached.add(slot)
    else if (message.kind === 'exited') leave(slot, 0)
    else if (message.kind === 'problem') problems.push(message.problem)
    else if (message.kind === 'error') errors.push(message.message)
    else if (message.kind === 'share') relay.share(message.id, message.buffer)
    else if (message.kind === 'drop') relay.drop(message.id)
    else if (message.kind === 'need')
      relay.want(message.ids, buffers => worker.send({ role: 'buffers', buffers }))
  }
  const leave = (slot: number, after: number): void => {
    workers.get(slot)?.terminate()
    workers.delete(slot)
    attached.delete(slot)
    setTimeout(() => vacant.push(slot), after)
  }
  // The arena says who was killed: the killer's message is lost when the killer is terminated in its turn.
  const buryVictims = (): void => {
    for (const slot of victims(arena)) {
      if (!workers.has(slot) || !mayTerminate(arena, slot)) continue
      leave(slot, ZOMBIE_TIME)
      collector.bury(slot, null)
    }
  }
  const began = performance.now()
  let heard = began
  const drain = (): void => {
    collector.drain((slot, words) => console.add(slot, words), 1 << 16)
    for (const { stream, text } of console.take(collector.now())) {
      heard = performance.now()
      tell({ type: 'output', stream, text })
    }
  }

  let interrupted = false
  try {
    for (let i = 0; i <= ready; i++) boot()
    let status: Ended['status'] = 'finished'
    for (;;) {
      drain()
      buryVictims()
      const { ready: standing, fresh, busy } = census(arena)
      const booting = workers.size - attached.size
      const now = performance.now()
      // Where the schedule is fixed, the world stands still while a worker is made.
      const awaited = standing + booting < 0 || fresh > booting || plan.policy !== 'free'
      if (awaited) refill.waited(now)
      const short = standing + booting < ready
      if (attached.size > 0 && (short || fresh > booting) && (awaited || refill.may(now, busy + booting)))
        boot()
      if (collector.status === 'finished') break
      if (collector.status === 'deadlocked') {
        status = 'deadlocked'
        break
      }
      const seconds = (performance.now() - began) / 1000
      const silence = (performance.now() - heard) / 1000
      if (seconds > timeout || silence > patience || errors.length > 0) {
        status = 'timeout'
        break
      }
      if (seconds > interrupt && !interrupted) {
        interrupted = collector.signalAll(SIGINT) > 0
      }
      await pause(PAUSE)
    }
    const wall = performance.now() - began
    // What was posted before the end arrives as messages.
    await pause(20)
    drain()
    console.end()
    drain()
    const blocked = status === 'finished' ? [] : collector.waitGraph()
    return {
      status,
      exitCode: collector.exitCode,
      blocked: blocked.map(lane => ({ ...lane, place: placeOf(files, lane.site) })),
      problems,
      errors,
      wall,
      boots: bootTimes.length,
      bootTimes,
      left: leftIn(collector.kernel),
    }
  } finally {
    for (const worker of workers.values()) worker.terminate()
  }
}

/** In memory that all processes share. */
async function install(file: SourceFile): Promise<InstalledPackage> {
  const wheel = await unpackWheel(bytesOf(file))
  const memory = new SharedArrayBuffer(wheel.memory.byteLength)
  new Uint8Array(memory).set(new Uint8Array(wheel.memory))
  return { ...wheel, memory }
}

/** The place that a site stands for, as `program/pythonSites.ts` numbers them; '' for none. */
function placeOf(files: readonly SourceFile[], site: number): string {
  let left = site
  for (const { path, text, encoding } of files) {
    const lines = encoding === 'base64' ? 0 : text.split(/\r\n|\r|\n/).length
    if (left > 0 && left <= lines) return `${path}:${left}`
    left -= lines
  }
  return ''
}

function collectorHost(): Host {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  return {
    now: () => performance.now(),
    requestWorker: () => {},
    requestKill: () => {},
    runEnded: () => {},
    later: (callback, ms) => void setTimeout(callback, ms),
    encodeText: text => encoder.encode(text),
    decodeText: bytes => decoder.decode(bytes),
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
