import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { compile } from '../compile/index.ts'
import { BufferRelay } from '../kernel/exchange/bufferRelay.ts'
import { createArena } from '../kernel/memory/arena.ts'
import { MAX_SLOTS } from '../kernel/memory/layout.ts'
import {
  type BlockedLane,
  CollectorKernel,
  census,
  isVictim,
  mayTerminate,
} from '../kernel/process/collectorKernel.ts'
import { MAIN_SLOT } from '../kernel/process/processTable.ts'
import { bundleWorker } from '../kernel/testing/bundleWorker.testing.ts'
import { nodeHost } from '../kernel/testing/host.testing.ts'
import type { CompiledProgram } from '../program/compiled.ts'
import type { Problem } from '../program/outcome.ts'
import { defaultPlan, type Plan } from '../program/plan.ts'
import { EventKind, kindOf, wordsOf } from '../trace/events.ts'
import { LIBRARY_NAMES } from './names.ts'

export interface ProgramRun {
  readonly status: string
  readonly exitCode: number
  readonly problem: Problem | null
  readonly blocked: readonly BlockedLane[]
  /** What was written, in order: `Main: text`, `Process-1! text` for stderr. */
  readonly output: readonly string[]
  /** How many events of each kind there were. */
  readonly events: ReadonlyMap<EventKind, number>
  /** Texts of the arguments of all tasks. */
  readonly tasks: readonly string[]
  readonly program: CompiledProgram
  /** How many workers were booted. */
  readonly boots: number
  /** Of these, how many neither stood ready at the end nor had left. Counted where `account` asks for it, else 0. */
  readonly lost: number
}

interface RunOptions {
  readonly plan?: Partial<Plan>
  readonly ticks?: boolean
  /** Whether each worker is accounted for at the end. Not where the program kills. */
  readonly account?: boolean
}

let workerUrl: Promise<URL> | undefined

/** The worker, bundled once. In a file, because each frame of a stack repeats its address. */
function workerFile(): Promise<URL> {
  workerUrl ??= (async () => {
    const code = await bundleWorker(new URL('./worker.testing.ts', import.meta.url))
    const folder = mkdtempSync(join(tmpdir(), 'weft-worker-'))
    process.on('exit', () => rmSync(folder, { recursive: true }))
    const script = join(folder, 'worker.mjs')
    writeFileSync(script, code)
    return pathToFileURL(script)
  })()
  return workerUrl
}

/** Compiles a program and runs it to its end with real workers under Node. */
export async function runProgram(
  files: string | Readonly<Record<string, string>>,
  { plan = {}, ticks = true, account = false }: RunOptions = {},
): Promise<ProgramRun> {
  const all = typeof files === 'string' ? { 'main.ts': files } : files
  const compiled = compile(
    { language: 'ts', files: Object.entries(all).map(([path, text]) => ({ path, text })) },
    { ticks, library: LIBRARY_NAMES },
  )
  if (!compiled.ok) throw new Error(compiled.problems.map(one => one.message).join('\n'))
  const worker = await workerFile()
  const folder = mkdtempSync(join(tmpdir(), 'weft-'))
  try {
    const script = join(folder, 'program.mjs')
    writeFileSync(script, compiled.program.code)
    return await execute(
      compiled.program,
      worker,
      pathToFileURL(script).href,
      { ...defaultPlan(4), ...plan },
      account,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function execute(
  program: CompiledProgram,
  code: URL,
  url: string,
  plan: Plan,
  account: boolean,
): Promise<ProgramRun> {
  const arena = createArena(plan, 1 << 26)
  const reader = new TraceReader()
  const collector = new CollectorKernel(arena, nodeHost({}))
  const workers = new Map<number, Worker>()
  const vacant = Array.from({ length: MAX_SLOTS - MAIN_SLOT }, (_, i) => MAIN_SLOT + i)
  const dying = new Set<number>()
  const broken: string[] = []
  const buffers = new BufferRelay()
  let problem: Problem | null = null
  let booting = 0
  let boots = 0
  let left = 0
  const boot = (): void => {
    const slot = vacant.shift()
    if (slot === undefined) return
    booting++
    boots++
    const worker = new Worker(code, {
      workerData: { arena, slot, program, url, epoch: performance.timeOrigin },
    })
    workers.set(slot, worker)
    worker.on('message', (message: Told) => {
      if (message.kind === 'attached') {
        booting--
        bootIfShort()
      } else if (message.kind === 'requestWorker') bootIfShort()
      else if (message.kind === 'kill') dying.add(message.slot)
      else if (message.kind === 'problem') problem = message.problem
      else if (message.kind === 'shareBuffer') buffers.share(message.id, message.buffer)
      else if (message.kind === 'needBuffers') buffers.want(message.ids, found => worker.postMessage(found))
      else if (message.kind === 'exited') {
        left++
        worker.terminate().then(() => vacant.push(slot))
      }
    })
    worker.on('error', error => broken.push(error.stack ?? String(error)))
  }
  // Asked again for each that has come: when its word was still on its way, it was counted twice.
  const bootIfShort = (): void => {
    const { ready, fresh } = census(arena)
    if (ready + booting < 2 || fresh > booting) boot()
  }
  for (let i = 0; i < 3; i++) boot()
  let lastEvent = performance.now()
  try {
    for (;;) {
      if (collector.drain((slot, words) => reader.read(slot, words), 1 << 16) > 0)
        lastEvent = performance.now()
      for (const slot of dying) {
        if (!mayTerminate(arena, slot)) continue
        dying.delete(slot)
        if (!isVictim(arena, slot)) continue
        await workers.get(slot)?.terminate()
        collector.bury(slot, null)
      }
      if (broken.length > 0) throw new Error(broken.join('\n'))
      if (collector.status === 'finished' || collector.status === 'deadlocked') break
      if (performance.now() - lastEvent > PATIENCE) {
        throw new Error(`hangs: ${JSON.stringify(collector.waitGraph())}\n${reader.output.join('\n')}`)
      }
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    await new Promise(resolve => setTimeout(resolve, 20))
    const unaccounted = (): number => (account ? boots - left - census(arena).ready : 0)
    // However long they take on their way back: one that is lost never comes.
    for (let looks = 0; looks < LOOKS && unaccounted() > 0; looks++) {
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    collector.drain((slot, words) => reader.read(slot, words), 1 << 16)
    const { status, exitCode } = collector
    const { output, events, tasks } = reader
    return {
      status,
      exitCode,
      problem,
      blocked: collector.waitGraph(),
      output,
      events,
      tasks,
      program,
      boots,
      lost: unaccounted(),
    }
  } finally {
    await Promise.all([...workers.values()].map(worker => worker.terminate()))
  }
}

/** What a worker tells; which fields it has depends on its kind. */
interface Told {
  readonly kind: string
  readonly slot: number
  readonly problem: Problem
  readonly id: string
  readonly buffer: SharedArrayBuffer
  readonly ids: readonly string[]
}

/** ms without any event, after which a run hangs: however slow the machine is. */
const PATIENCE = 60_000
/** At the workers that are not back yet, 20 ms apart. */
const LOOKS = 500
const decoder = new TextDecoder()

/** Just enough of a decoder to see what a program wrote. */
class TraceReader {
  readonly events = new Map<EventKind, number>()
  readonly tasks: string[] = []
  readonly #names = new Map<number, string>()
  readonly #lines: { readonly number: number; readonly text: string }[] = []

  get output(): string[] {
    return [...this.#lines].sort((a, b) => a.number - b.number).map(({ text }) => text)
  }

  read(slot: number, words: Int32Array): void {
    for (let at = 0; at < words.length; ) {
      const header = words[at] as number
      const kind = kindOf(header)
      this.events.set(kind, (this.events.get(kind) ?? 0) + 1)
      if (kind === EventKind.LaneStart) this.#names.set(slot, textAt(words, at + 8))
      if (kind === EventKind.TaskBegin) this.tasks.push(textAt(words, at + 7))
      if (kind === EventKind.Output) {
        const mark = words[at + 3] === 1 ? ':' : '!'
        const text = `${this.#names.get(slot)}${mark} ${textAt(words, at + 7)}`
        this.#lines.push({ number: words[at + 6] as number, text })
      }
      at += Math.max(1, wordsOf(header))
    }
  }
}

function textAt(words: Int32Array, at: number): string {
  const length = words[at] as number
  const bytes = new Uint8Array(words.slice(at + 1, at + 1 + ((length + 3) >> 2)).buffer)
  return decoder.decode(bytes.subarray(0, length))
}
