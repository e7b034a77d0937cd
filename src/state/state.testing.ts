import type { Engine, RunHandle, RunSink } from '../engine/contract.ts'
import type { CompiledProgram } from '../program/compiled.ts'
import type { Outcome, Problem } from '../program/outcome.ts'
import type { Plan } from '../program/plan.ts'
import type { Program } from '../program/program.ts'
import { TraceDecoder } from '../trace/decode.ts'
import { createDrafts, keepDrafts, type Timers } from './drafts.ts'
import { createPreferences } from './preferences.ts'
import { createRuns } from './runs.ts'
import { createSession, type DecodedLink, type LinkContent } from './session.ts'
import { createSettings } from './settings.ts'
import { type SafeStorage, safeStorage } from './storage.ts'
import { createWorkspace } from './workspace.ts'

/** A run that the test drives: it says when the run starts and how it ends. */
interface DrivenRun {
  readonly program: CompiledProgram
  readonly plan: Plan
  readonly sink: RunSink
  stopped: boolean
  interrupts: number
  readonly inputs: (string | null)[]
}

export class HandDrivenEngine implements Engine {
  unavailable: Problem | null = null
  readonly runs: DrivenRun[] = []

  obstacle(): null {
    return null
  }

  run(program: CompiledProgram, plan: Plan, sink: RunSink): RunHandle {
    const run: DrivenRun = { program, plan, sink, stopped: false, interrupts: 0, inputs: [] }
    this.runs.push(run)
    return {
      stop() {
        run.stopped = true
      },
      interrupt() {
        run.interrupts++
      },
      input: text => void run.inputs.push(text),
    }
  }
  async warmUp(): Promise<void> {}
  dispose(): void {}

  get last(): DrivenRun {
    const run = this.runs.at(-1)
    if (run === undefined) throw new Error('nothing was run')
    return run
  }

  /** Starts and ends the last run. */
  async play(outcome: Outcome = { kind: 'finished', exitCode: 0 }): Promise<void> {
    this.last.sink.started(5)
    this.last.sink.ended(outcome)
    await settle()
  }
}

/** Lets promises that are ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

/** Storage in memory; `full` makes writing fail as a quota does. */
export class MemoryStorage implements Storage {
  readonly entries = new Map<string, string>()
  full = false
  get length(): number {
    return this.entries.size
  }
  clear(): void {
    this.entries.clear()
  }
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null
  }
  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null
  }
  removeItem(key: string): void {
    this.entries.delete(key)
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.entries.set(key, value)
  }
}

export const programOf = (text: string): Program => ({ language: 'ts', files: [{ path: 'main.ts', text }] })

export const COMPILED: CompiledProgram = {
  files: ['main.ts'],
  code: '',
  functions: [],
  closures: [],
  sites: [],
  lines: [],
}

export const linkTo = (content: Partial<LinkContent>): DecodedLink => ({
  ok: true,
  link: {
    program: null,
    lesson: null,
    programs: null,
    settings: {},
    mode: null,
    language: null,
    theme: null,
    warnings: [],
    ...content,
  },
})

const texts = {
  section: 'pools' as const,
  title: { en: '', ja: '' },
  summary: { en: '', ja: '' },
  text: { en: '', ja: '' },
}

/** All stores of a page on a machine with four cores, as `main.tsx` wires them. */
export function openPage(
  memory = new MemoryStorage(),
  links: Readonly<Record<string, DecodedLink>> = {},
  { embedded = false } = {},
) {
  const storage: SafeStorage = safeStorage(() => memory)
  const engine = new HandDrivenEngine()
  const settings = createSettings(4)
  const preferences = createPreferences(storage, ['en-GB'])
  const drafts = createDrafts(storage)
  let names = 0
  const workspace = createWorkspace(programOf('lesson'), { kind: 'lesson', lesson: 'primes' }, () => {
    names++
    return `d${memory.length}-${names}`
  })
  const clock = { now: 0, due: [] as { readonly at: number; callback(): void }[] }
  const compiled: { readonly program: Program; readonly ticks: boolean }[] = []
  const runs = createRuns({
    engine,
    workspace,
    settings,
    compile(program, { ticks }) {
      compiled.push({ program, ticks })
      return { ok: true, program: COMPILED }
    },
    decoder: cores => new TraceDecoder({ cores }),
    now: () => clock.now,
    frame: callback => callback(),
    after: (ms, callback) => clock.due.push({ at: clock.now + ms, callback }),
  })
  let linksLeft = 0
  const session = createSession({
    workspace,
    settings,
    drafts,
    preferences,
    runs,
    lessons: [
      {
        id: 'primes',
        ...texts,
        program: programOf('lesson'),
        settings: {},
        primary: 'compare',
        python: {
          program: { language: 'py', files: [{ path: 'main.py', text: 'primes in Python' }] },
        },
      },
      { id: 'race', ...texts, program: programOf('race'), settings: { cores: 3 }, primary: 'run' },
    ],
    decode: hash => links[hash] ?? null,
    leaveLink: () => {
      linksLeft++
    },
  })
  let now = 0
  let timer: (() => void) | null = null
  const timers: Timers = {
    now: () => ++now,
    after(_ms, callback) {
      timer = callback
      return () => {
        timer = null
      }
    },
  }
  const keeper = keepDrafts(workspace, settings, drafts, timers, { embedded })
  const { current } = drafts.getState()
  if (current !== null && !embedded) session.getState().openDraft(current)
  return {
    engine,
    memory,
    settings,
    preferences,
    drafts,
    workspace,
    runs,
    session,
    keeper,
    compiled,
    linksLeft: () => linksLeft,
    /** Lets time pass in which a run tells nothing. */
    pass(ms: number): void {
      const end = clock.now + ms
      for (;;) {
        const [next] = clock.due
        if (next === undefined || next.at > end) break
        clock.due.shift()
        clock.now = next.at
        next.callback()
      }
      clock.now = end
    },
    /** Lets the time pass after which a draft is kept. */
    wait(): void {
      timer?.()
    },
    text: () => workspace.getState().program.files[0]?.text,
    edit(text: string, path = 'main.ts'): void {
      workspace.getState().edit(path, text)
    },
  }
}
