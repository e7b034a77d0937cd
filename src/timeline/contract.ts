import type { FunctionEntry } from '../program/compiled.ts'
import type { SourcePlace } from '../program/program.ts'
import type { Operation } from '../trace/events.ts'
import type { TraceModel } from '../trace/model.ts'

export type RunKey = 'single' | 'parallel' | 'threads' | 'processes'

/** How a run ended, as its end is coloured: `stopped` is neither well nor badly. */
type RunEnding = 'good' | 'bad' | 'stopped'

/** One chart: a run of the program, finished or still going on. */
export interface TimelineRun {
  readonly key: RunKey
  readonly title: string
  /** A few quiet words beside the title. */
  readonly note: string
  readonly model: TraceModel
  readonly functions: readonly FunctionEntry[]
  readonly sites: readonly SourcePlace[]
  readonly running: boolean
  readonly ending: RunEnding
  /** Lanes (`LaneModel.lane`) whose last wait has no end: the deadlocked ones. */
  readonly blocked: readonly number[]
}

/** A task or a span of one lane. */
export interface SpanTarget {
  readonly run: RunKey
  readonly lane: number
  readonly kind: 'task' | 'span'
  /** Index into the lane's tasks or spans. */
  readonly index: number
  /** The task's function or the span's site; null when it is unknown. */
  readonly place: SourcePlace | null
}

/** What a lane waits for, as the legend and the patterns tell it apart. */
export type WaitKind = 'lock' | 'queue' | 'result' | 'idle' | 'sleep' | 'gil' | 'start' | 'other'

/** What marks on the chart mean. */
export type LegendKind = 'working' | 'ready' | WaitKind

export type TimeUnit = 's' | 'ms' | 'us'

/** Every word the timeline shows, in the reader's language. Times are milliseconds. */
export interface TimelineWords {
  /** Names the whole chart for assistive technology. */
  readonly label: string
  /** How to move about, in one line. */
  readonly hint: string
  /** Nothing has run yet. */
  readonly empty: string
  readonly coresInUse: string
  /** How many lanes are folded, or can be. */
  libraryThreads(count: number): string
  legend(kind: LegendKind): string
  unit(unit: TimeUnit): string
  /** A time with its unit, rounded for reading. */
  duration(ms: number): string
  /** When a span began. */
  startedAt(ms: number): string
  task(ordinal: number): string
  working(ms: number): string
  waiting(operation: Operation, object: string | null, ms: number): string
  /** A pool's worker without a task. */
  idle(ms: number): string
  sleeping(ms: number): string
  /** Until there is a worker for the process that it starts, or until the thread that it starts has begun. */
  starting(what: 'process' | 'thread', ms: number): string
  /** Could run, but waits for a core. */
  ready(ms: number): string
  /** Could run, but another thread of its process holds the interpreter lock. */
  gil(ms: number): string
  /** The process that ended the wait. */
  wokenBy(process: string): string
  /** The task ended by raising an error. */
  readonly raised: string
  /** It has not ended yet. */
  readonly unfinished: string
}

/** Colours as CSS writes them. */
export interface TimelineTheme {
  readonly background: string
  readonly ink: string
  readonly soft: string
  readonly grid: string
  readonly accent: string
  readonly good: string
  readonly bad: string
  readonly wait: string
  readonly ready: string
  /** Waiting for a lock. */
  readonly lock: string
  /** Colour of a process or thread by its lane's number; the main process is 0. */
  process(lane: number): string
}

export interface TimelineOptions {
  readonly theme: TimelineTheme
  readonly words: TimelineWords
  /** Whether the library's own threads have their lanes at first. */
  readonly unfolded: boolean
  onFold(unfolded: boolean): void
  onPick(target: SpanTarget): void
}

export interface Timeline {
  /** One or two runs, drawn from top to bottom in this order. */
  setRuns(runs: readonly TimelineRun[]): void
  /** A model has grown: draws once, with the next frame. */
  update(): void
  setTheme(theme: TimelineTheme): void
  setWords(words: TimelineWords): void
  /** Marks a span and brings it into view; null clears the mark. */
  select(target: SpanTarget | null): void
  /** Shows everything again. */
  fit(): void
  destroy(): void
}
