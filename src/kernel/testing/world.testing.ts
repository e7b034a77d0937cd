import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { defaultPlan, type Plan } from '../../program/plan.ts'
import { createArena } from '../memory/arena.ts'
import { Lane, laneBase, MAX_SLOTS } from '../memory/layout.ts'
import {
  type BlockedLane,
  CollectorKernel,
  census,
  mayTerminate,
  type RunStatus,
} from '../process/collectorKernel.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import { nodeHost } from './host.testing.ts'

/** A run of one scenario (see `scenarios.testing.ts`) with real workers under Node. */
export interface WorldResult {
  readonly status: RunStatus
  readonly exitCode: number
  readonly blocked: readonly BlockedLane[]
  readonly results: readonly unknown[]
  readonly words: readonly { readonly slot: number; readonly words: Int32Array }[]
  readonly errors: readonly string[]
  readonly wall: number
}

export interface WorldOptions {
  readonly plan?: Partial<Plan>
  readonly args?: readonly unknown[]
  /** Called every few ms with a way to kill: for soak tests. */
  readonly meddle?: (world: { kill(slot: number): void; live(): number[] }) => void
  /** ms after which the world is given up: a hang. */
  readonly patience?: number
  readonly arenaBytes?: number
}

let workerText: Promise<string> | undefined

/** The worker's text, bundled once: Node cannot load TypeScript in workers. */
function bundleWorker(): Promise<string> {
  workerText ??= (async () => {
    const entry = fileURLToPath(new URL('./worker.testing.ts', import.meta.url))
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        minify: false,
        target: 'es2022',
        rollupOptions: { external: [/^node:/] },
        lib: { entry, formats: ['es'], fileName: 'worker' },
      },
    })
    const output = Array.isArray(built) ? built[0] : built
    if (output === undefined || !('output' in output)) throw new Error('the worker was not built')
    return output.output[0].code
  })()
  return workerText
}

/** Runs a scenario to its end. */
export async function runWorld(scenario: string, options: WorldOptions = {}): Promise<WorldResult> {
  const code = await bundleWorker()
  const plan: Plan = { ...defaultPlan(4), ...options.plan }
  const arena = options.arenaBytes === undefined ? createArena(plan) : createArena(plan, options.arenaBytes)
  const words = new Int32Array(arena)
  const workers = new Map<number, Worker>()
  const results: unknown[] = []
  const errors: string[] = []
  const drained: { slot: number; words: Int32Array }[] = []
  const dying = new Set<number>()
  const collector = new CollectorKernel(arena, nodeHost({}))
  const vacant = Array.from({ length: MAX_SLOTS - MAIN_SLOT }, (_, i) => MAIN_SLOT + i)
  const booting = new Set<number>()
  const boot = () => {
    const slot = vacant.shift()
    if (slot === undefined) return
    booting.add(slot)
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
      workerData: { arena, slot, scenario, args: options.args ?? [], epoch: performance.timeOrigin },
    })
    workers.set(slot, worker)
    worker.on('message', (message: { kind: string; slot?: number; value?: unknown }) => {
      if (message.kind === 'attached') booting.delete(slot)
      else if (message.kind === 'kill') dying.add(message.slot as number)
      else if (message.kind === 'result') results.push(message.value)
      else if (message.kind === 'error') errors.push(String(message.value))
      else if (message.kind === 'exited') worker.terminate().then(() => vacant.push(slot))
    })
    worker.on('error', error => errors.push(String(error)))
  }
  const started = performance.now()
  for (let i = 0; i < 3; i++) boot()
  try {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        collector.drain((slot, batch) => drained.push({ slot, words: batch }), 1 << 16)
        for (const slot of dying) {
          if (!mayTerminate(arena, slot)) continue
          dying.delete(slot)
          // A terminated worker's last messages may never come.
          booting.delete(slot)
          // Not awaited: what a terminated worker still does in its last moments is part of the test.
          workers
            .get(slot)
            ?.terminate()
            .then(() => vacant.push(slot))
          collector.bury(slot, null)
        }
        if (census(arena).ready + booting.size < 2) boot()
        options.meddle?.({
          kill: slot => {
            if (collector.kill(slot)) dying.add(slot)
          },
          live: () => liveSlots(words),
        })
        const { status } = collector
        if (status === 'finished' || status === 'deadlocked') return resolve()
        if (performance.now() - started > (options.patience ?? 8_000)) {
          return reject(
            new Error(
              `hangs: ${JSON.stringify(census(arena))} ${JSON.stringify(collector.waitGraph())} ${errors}`,
            ),
          )
        }
        setTimeout(look, 1)
      }
      look()
    })
    const wall = performance.now() - started
    // Results are posted before a process ends, but arrive as messages.
    await new Promise(resolve => setTimeout(resolve, 20))
    collector.drain((slot, batch) => drained.push({ slot, words: batch }), 1 << 16)
    return {
      status: collector.status,
      exitCode: collector.exitCode,
      blocked: collector.waitGraph(),
      results,
      words: drained,
      errors,
      wall,
    }
  } finally {
    await Promise.all([...workers.values()].map(worker => worker.terminate()))
  }
}

function liveSlots(words: Int32Array): number[] {
  const slots: number[] = []
  for (let slot = MAIN_SLOT + 1; slot < MAX_SLOTS; slot++) {
    if (words[laneBase(slot) + Lane.State] === 2) slots.push(slot)
  }
  return slots
}
