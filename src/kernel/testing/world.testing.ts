import { defaultPlan, type Plan } from '../../program/plan.ts'
import type { Host } from '../host.ts'
import { createArena } from '../memory/arena.ts'
import { FIRST_GREEN_SLOT, MAX_SLOTS } from '../memory/layout.ts'
import {
  type BlockedLane,
  CollectorKernel,
  census,
  mayTerminate,
  type RunStatus,
  victims,
} from '../process/collectorKernel.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import type { ProcessMessage, ProcessOrder } from './processBody.testing.ts'

/** A run of one scenario (see `scenarios.testing.ts`) with real workers. */
export interface WorldResult {
  readonly status: RunStatus
  readonly exitCode: number
  readonly blocked: readonly BlockedLane[]
  readonly results: readonly unknown[]
  readonly words: readonly { readonly slot: number; readonly words: Int32Array }[]
  readonly errors: readonly string[]
  readonly wall: number
  /** How many workers were booted. */
  readonly boots: number
}

export interface WorldOptions {
  readonly plan?: Partial<Plan>
  readonly args?: readonly unknown[]
  readonly arenaBytes?: number
  /** Threads are green lanes, which have slots of their own. */
  readonly green?: boolean
  /** Workers are used again after a clean end. */
  readonly reuse?: boolean
}

/** What Node and a browser do differently. */
export interface Platform {
  readonly host: Host
  start(
    order: ProcessOrder,
    hear: (message: ProcessMessage) => void,
    failed: (message: string) => void,
  ): TestWorker
}

interface TestWorker {
  /** Settles when the slot may be used again. */
  terminate(killed: boolean): Promise<unknown>
}

const READY = 2

/** Runs a scenario to its end: supervisor and collector in one. */
export async function runScenario(
  platform: Platform,
  scenario: string,
  options: WorldOptions = {},
): Promise<WorldResult> {
  const plan: Plan = { ...defaultPlan(4), ...options.plan }
  const arena = options.arenaBytes === undefined ? createArena(plan) : createArena(plan, options.arenaBytes)
  const collector = new CollectorKernel(arena, platform.host)
  const workers = new Map<number, TestWorker>()
  const told = new SharedArrayBuffer(4)
  const results: { readonly value: unknown; readonly number: number }[] = []
  const errors: string[] = []
  const drained: { slot: number; words: Int32Array }[] = []
  const booting = new Set<number>()
  const { args = [], reuse = false, green = false } = options
  const workerSlots = (green ? FIRST_GREEN_SLOT : MAX_SLOTS) - MAIN_SLOT
  const vacant = Array.from({ length: workerSlots }, (_, i) => MAIN_SLOT + i)
  let boots = 0

  const boot = () => {
    const slot = vacant.shift()
    if (slot === undefined) return
    booting.add(slot)
    boots++
    const order = { told, arena, slot, scenario, args, reuse, epoch: performance.timeOrigin }
    const hear = (message: ProcessMessage) => {
      if (message.kind === 'attached') booting.delete(slot)
      else if (message.kind === 'kill') buryVictims()
      else if (message.kind === 'result') results.push(message)
      else if (message.kind === 'error') errors.push(String(message.value))
      else if (message.kind === 'exited') leave(slot, false)
    }
    workers.set(
      slot,
      platform.start(order, hear, text => errors.push(text)),
    )
  }
  const leave = (slot: number, killed: boolean) => {
    const worker = workers.get(slot)
    workers.delete(slot)
    worker?.terminate(killed).then(() => vacant.push(slot))
  }
  // The arena says who was killed: the killer's message is lost when the killer is terminated in its turn.
  const buryVictims = () => {
    for (const slot of victims(arena)) {
      if (!workers.has(slot) || !mayTerminate(arena, slot)) continue
      booting.delete(slot)
      // Not awaited: what a terminated worker still does in its last moments is part of the test.
      leave(slot, true)
      collector.bury(slot, null)
    }
  }
  const drain = () => collector.drain((slot, batch) => drained.push({ slot, words: batch }), 1 << 16)

  const started = performance.now()
  let lastEvent = started
  try {
    for (let i = 0; i <= READY; i++) boot()
    for (;;) {
      if (drain() > 0) lastEvent = performance.now()
      buryVictims()
      const { ready, fresh } = census(arena)
      if (ready + booting.size < READY || fresh > booting.size) boot()
      const { status } = collector
      if (status === 'finished' || status === 'deadlocked') break
      if (performance.now() - lastEvent > PATIENCE) {
        const graph = JSON.stringify(collector.waitGraph())
        throw new Error(`hangs: ${JSON.stringify(census(arena))} ${graph} ${errors}`)
      }
      await pause(1)
    }
    const wall = performance.now() - started
    // Results are posted before a process ends, but arrive as messages.
    await pause(20)
    drain()
    const { status, exitCode } = collector
    return {
      ...{ status, exitCode, blocked: collector.waitGraph(), words: drained, errors, wall, boots },
      results: results.sort((a, b) => a.number - b.number).map(({ value }) => value),
    }
  } finally {
    await Promise.all([...workers.values()].map(worker => worker.terminate(false)))
  }
}

/** ms without any event, after which a world hangs: however slow the machine is. */
const PATIENCE = 60_000

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
