import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine, Preparation, RunHandle } from '../engine/contract.ts'
import type { CompiledProgram } from '../program/compiled.ts'
import type { Outcome, Problem } from '../program/outcome.ts'
import type { Plan } from '../program/plan.ts'
import type { Program } from '../program/program.ts'
import type { TraceVolume } from '../trace/decode.ts'
import type { TraceModel } from '../trace/model.ts'
import { inputWaiter } from './inputWaiters.ts'
import { planOf, type Settings, type SettingsStore, settingsFor, settingsOf } from './settings.ts'
import { tooMuch } from './tooMuch.ts'
import type { Workspace } from './workspace.ts'

/** `single`: on one core. `parallel`: on several. `threads`, `processes`: with all workers of that kind. */
export type RunKey = 'single' | 'parallel' | 'threads' | 'processes'
export type { Preparation }

export type RunMode = 'run' | 'compare'
export type RunState = 'idle' | 'starting' | 'running' | Ending
export type Ending = 'finished' | 'failed' | 'deadlocked' | 'stopped'

/** One run, under way or ended. */
export interface RunResult {
  readonly key: RunKey
  readonly cores: number
  /** Of its plan. */
  readonly gil: boolean
  readonly state: RunState
  readonly compiled: CompiledProgram
  /** Grows in place while the run goes on. */
  readonly model: TraceModel
  /** ms spent making workers ready, apart from the run's own time. */
  readonly prepared: number | null
  readonly outcome: Outcome | null
  /** What the person typed for the program, where it stands in its output. */
  readonly typed: readonly TypedLine[]
}

export interface TypedLine {
  /** How many lines of output there were before it. */
  readonly after: number
  /** Who had asked for it; -1: nobody yet. */
  readonly lane: number
  readonly text: string
}

export interface RunsState {
  /** Counts attempts: each `run`, `compare` and `clear` makes another; what follows a new number is no part of the old. */
  readonly attempt: number
  readonly mode: RunMode | null
  /** Of the pair, when two are compared. */
  readonly state: RunState
  /** The run under way. */
  readonly current: RunKey | null
  /** In the order in which they began: when two are compared, the second is measured by the first. */
  readonly results: readonly RunResult[]
  /** Why the last run failed or could not begin. */
  readonly problems: readonly Problem[]
  /** Counts what is new in the models, at most once a frame. */
  readonly revision: number
  /** `now()` when the run under way began; null while it starts. */
  readonly since: number | null
  /** The program that was run: its lines may have changed since. */
  readonly program: Program | null
  /** How far Python's start is, while it is awaited. */
  readonly preparation: Preparation | null
  /** The person has asked the run to end, as Ctrl-C does; the next time it ends at once. */
  readonly interrupted: boolean
  /** When input was ended (Ctrl-D) for the run under way: it asks for no more. */
  readonly inputEnded: boolean
  run(): void
  compare(): void
  /** Python hears of it as of Ctrl-C, and the run ends at once when it is asked again. */
  stop(): void
  /** A line for a program that waits for one; null: no more comes. */
  input(text: string | null): void
  /** Forgets results: another program is on the page. */
  clear(): void
}

export type Runs = StoreApi<RunsState>

/** Makes a model out of what a run tells (`trace/decode`). */
export interface Decoder {
  readonly model: TraceModel
  /** What it holds so far. */
  readonly volume: TraceVolume
  add(slot: number, words: Int32Array): void
  /** The run goes on at `time` ms, even if it tells nothing. */
  advance(time: number): void
  finish(duration?: number): void
}

export type CompileResult =
  | { readonly ok: true; readonly program: CompiledProgram }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export interface RunsParts {
  readonly engine: Engine
  readonly workspace: Workspace
  readonly settings: SettingsStore
  compile(program: Program, options: { readonly ticks: boolean }): CompileResult | Promise<CompileResult>
  decoder(cores: number): Decoder
  now(): number
  /** Calls back before the next picture is drawn. */
  frame(callback: () => void): void
  /** Calls back after `ms`. */
  after(ms: number, callback: () => void): void
}

/** ms between two looks at a run that tells nothing: while all sleep, the charts grow all the same. */
const BEAT = 100

const SIGINT = 2

/** A run that nobody has meddled with. */
const UNTOUCHED = { preparation: null, interrupted: false, inputEnded: false } as const

/** A run to make: what it is called, and in what its plan differs from what was chosen. */
type NamedRun = readonly [key: RunKey, change: Partial<Plan>]

function namedRuns(mode: RunMode, { cores, compare }: Settings): readonly NamedRun[] {
  if (mode === 'run') return [[cores === 1 ? 'single' : 'parallel', {}]]
  if (compare === 'workers') {
    return [
      ['threads', { workers: 'threads' }],
      ['processes', { workers: 'processes' }],
    ]
  }
  return [
    ['single', { cores: 1 }],
    ['parallel', {}],
  ]
}

export function createRuns(parts: RunsParts): Runs {
  const { engine, workspace, settings, now } = parts
  /** Counts attempts, so that what belongs to an earlier one is told apart and ignored. */
  let attempt = 0
  let handle: RunHandle | null = null
  let frameAsked = false

  return createStore<RunsState>((set, get) => {
    function replace(key: RunKey, change: Partial<RunResult>): void {
      const { results } = get()
      set({ results: results.map(result => (result.key === key ? { ...result, ...change } : result)) })
    }

    function showProgress(): void {
      if (frameAsked) return
      frameAsked = true
      parts.frame(() => {
        frameAsked = false
        set({ revision: get().revision + 1 })
      })
    }

    function end(state: Ending, problems: readonly Problem[]): void {
      handle = null
      set({
        attempt,
        state,
        problems,
        current: null,
        since: null,
        revision: get().revision + 1,
        ...UNTOUCHED,
      })
    }

    /** Runs once; resolves with how it ended, or null when a later attempt took over. */
    function once(key: RunKey, plan: Plan, compiled: CompiledProgram, mine: number): Promise<Outcome | null> {
      const { cores, gil } = plan
      const decoder = parts.decoder(cores)
      const { model } = decoder
      const result: RunResult = {
        key,
        cores,
        gil,
        state: 'starting',
        compiled,
        model,
        prepared: null,
        outcome: null,
        typed: [],
      }
      set({
        state: 'starting',
        current: key,
        since: null,
        results: [...get().results, result],
        ...UNTOUCHED,
      })
      let over = false
      let excess: Problem | null = null
      const beat = (begun: number): void => {
        if (over || excess !== null || mine !== attempt) return
        decoder.advance(now() - begun)
        showProgress()
        parts.after(BEAT, () => beat(begun))
      }
      return new Promise(resolve => {
        handle = engine.run(compiled, plan, {
          preparing(preparation) {
            if (mine === attempt && get().state === 'starting') set({ preparation })
          },
          started(prepared) {
            if (mine !== attempt) return
            replace(key, { state: 'running', prepared })
            const since = now()
            set({ state: 'running', since, preparation: null })
            parts.after(BEAT, () => beat(since))
          },
          events(slot, words) {
            // What is still under way of a run that told too much is let go.
            if (mine !== attempt || excess !== null) return
            decoder.add(slot, words)
            excess = tooMuch(decoder.volume)
            if (excess !== null) handle?.stop()
            showProgress()
          },
          ended(told) {
            over = true
            if (mine !== attempt) return resolve(null)
            const { since, interrupted } = get()
            const outcome: Outcome =
              excess !== null
                ? { kind: 'failed', problem: excess }
                : interrupted && endedByInterrupt(told)
                  ? { kind: 'stopped', by: 'person' }
                  : told
            // A stopped run lasted until it was stopped: what still ran then tells nothing more.
            const cut = told.kind === 'stopped' || excess !== null
            decoder.finish(cut && since !== null ? now() - since : undefined)
            replace(key, { state: outcome.kind, outcome })
            resolve(outcome)
          },
        })
      })
    }

    async function perform(mode: RunMode): Promise<void> {
      const mine = ++attempt
      handle?.stop()
      handle = null
      const { program } = workspace.getState()
      const { cpuCount } = settings.getState()
      // Taken once: both runs of a pair have the same settings, whatever is changed meanwhile.
      const chosen = settingsFor(program.language, settingsOf(settings.getState()))
      const { quantum, gil } = chosen
      set({
        attempt: mine,
        mode,
        state: 'starting',
        current: null,
        results: [],
        problems: [],
        since: null,
        program,
        ...UNTOUCHED,
      })
      if (engine.unavailable !== null) return end('failed', [engine.unavailable])
      // Time slices end at ticks. Nobody knows beforehand whether there will be more processes than cores, and without
      // slices the first ones to loop would keep all others from ever running. Of threads and the GIL the same holds.
      const compiled = await parts.compile(program, { ticks: quantum !== null || gil })
      if (mine !== attempt) return
      if (!compiled.ok) return end('failed', compiled.problems)
      for (const [key, change] of namedRuns(mode, chosen)) {
        const outcome = await once(
          key,
          planOf(chosen, cpuCount, program.language, change),
          compiled.program,
          mine,
        )
        if (mine !== attempt || outcome === null) return
        if (outcome.kind === 'failed') return end('failed', [outcome.problem])
        if (outcome.kind !== 'finished') return end(outcome.kind, [])
      }
      end('finished', [])
    }

    function begin(mode: RunMode): void {
      const running = perform(mode)
      const mine = attempt
      running.catch((error: unknown) => {
        if (mine === attempt) end('failed', [internalProblem(error)])
      })
    }

    return {
      attempt,
      mode: null,
      state: 'idle',
      current: null,
      results: [],
      problems: [],
      revision: 0,
      since: null,
      program: null,
      ...UNTOUCHED,
      run: () => begin('run'),
      compare: () => begin('compare'),
      stop() {
        if (!isUnderWay(get().state)) return
        const { state, interrupted, program } = get()
        // Before the engine has the program there is nothing to wait for.
        if (handle === null) {
          attempt++
          end('stopped', [])
        } else if (state === 'running' && program?.language === 'py' && !interrupted) {
          set({ interrupted: true })
          handle.interrupt()
        } else handle.stop()
      },
      input(text) {
        const { state, inputEnded, results, current } = get()
        const result = results.find(({ key }) => key === current)
        if (state !== 'running' || inputEnded || result === undefined) return
        if (text === null) set({ inputEnded: true })
        else {
          const { model, typed } = result
          const lane = inputWaiter(model)?.lane ?? -1
          replace(result.key, { typed: [...typed, { after: model.output.length, lane, text }] })
        }
        handle?.input(text)
        showProgress()
      },
      clear() {
        attempt++
        handle?.stop()
        handle = null
        set({
          attempt,
          mode: null,
          state: 'idle',
          current: null,
          results: [],
          problems: [],
          since: null,
          program: null,
          ...UNTOUCHED,
        })
      },
    }
  })
}

export function isUnderWay(state: RunState): boolean {
  return state === 'starting' || state === 'running'
}

/** Whether a run ended well, badly or neither: a person or the time limit ended it, or nothing has yet. */
export function endingOf(outcome: Outcome | null): 'good' | 'bad' | 'stopped' {
  if (outcome === null || outcome.kind === 'stopped') return 'stopped'
  return outcome.kind === 'finished' && outcome.exitCode === 0 ? 'good' : 'bad'
}

/** Of what Stop sends a Python program, which then has not failed. */
function endedByInterrupt(told: Outcome): boolean {
  if (told.kind === 'finished') return told.exitCode === -SIGINT
  return told.kind === 'failed' && told.problem.params.name === 'KeyboardInterrupt'
}

function internalProblem(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'app.internal', params: { message }, message, place: null, process: null }
}
