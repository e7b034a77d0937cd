import { createStore, type StoreApi } from 'zustand/vanilla'
import { defaultPlan, type Plan, type StartMethod, type WorkerKind } from '../program/plan.ts'
import type { Language } from '../program/program.ts'
import { isRecord } from './storage.ts'

/** What a person can choose about a run. */
export interface Settings {
  readonly cores: number
  readonly startMethod: StartMethod
  /** Whether one thread of a process runs at a time. */
  readonly gil: boolean
  /** ms. */
  readonly switchInterval: number
  /** What the program's workers are, whatever it says. */
  readonly workers: WorkerKind
  readonly skipIdle: boolean
  /** ms; null: never. */
  readonly quantum: number | null
  /** ms. */
  readonly timeLimit: number
  /** Python: whether threads may be switched before any bytecode. */
  readonly switchAnywhere: boolean
  /** What Compare sets side by side. */
  readonly compare: Comparison
}

/** One core with all of them, or the workers as threads with the workers as processes. */
export type Comparison = 'cores' | 'workers'

export interface SettingsState extends Settings {
  /** Logical processors of this machine. */
  readonly cpuCount: number
  change(settings: Partial<Settings>): void
  /** Everything at its default, but what is given. */
  reset(settings?: Partial<Settings>): void
}

export type SettingsStore = StoreApi<SettingsState>

export const MAX_CORES = 256
const FALLBACK_CPU_COUNT = 4

/** What the browser tells about the machine; 4 where it tells nothing. */
export function cpuCountOf(hardwareConcurrency: number | undefined): number {
  if (hardwareConcurrency === undefined || !(hardwareConcurrency >= 1)) return FALLBACK_CPU_COUNT
  return clampCores(hardwareConcurrency)
}

export function clampCores(cores: number): number {
  if (!Number.isFinite(cores)) return 1
  return Math.min(MAX_CORES, Math.max(1, Math.round(cores)))
}

export function createSettings(cpuCount: number): SettingsStore {
  const defaults: Settings = { ...pick(defaultPlan(cpuCount)), compare: 'cores' }
  return createStore<SettingsState>(set => ({
    ...defaults,
    cpuCount,
    change: settings => set(clean(settings)),
    reset: settings => set({ ...defaults, ...clean(settings ?? {}) }),
  }))
}

/** The fields alone, without the store's own. */
export function settingsOf(state: Settings): Settings {
  return { ...pick(state), compare: state.compare }
}

/** What was chosen, as far as a language has it: Python's GIL is always on, its workers are what the program says. */
export function settingsFor(language: Language, settings: Settings): Settings {
  return language === 'py'
    ? { ...settings, gil: true, workers: 'asWritten', compare: 'cores' }
    : { ...settings, switchAnywhere: false }
}

/** Python processes alive at once: each takes about 115 MB. */
const PYTHON_PROCESSES = 8

/** The plan of a run; `change`: in what it differs from what was chosen. */
export function planOf(
  settings: Settings,
  cpuCount: number,
  language: Language,
  change: Partial<Plan>,
): Plan {
  const plan = { ...defaultPlan(cpuCount), ...pick(settingsFor(language, settings)), ...change }
  if (language === 'ts') return plan
  // A pool has as many workers as the machine has processors, unless told otherwise: they and the main process must fit.
  return { ...plan, maxProcesses: PYTHON_PROCESSES, cpuCount: Math.min(cpuCount, PYTHON_PROCESSES - 1) }
}

/** What a plan and the settings have in common. */
function pick(from: Omit<Settings, 'compare'>): Omit<Settings, 'compare'> {
  const { cores, startMethod, gil, switchInterval, workers, skipIdle, quantum, timeLimit, switchAnywhere } =
    from
  return { cores, startMethod, gil, switchInterval, workers, skipIdle, quantum, timeLimit, switchAnywhere }
}

export const START_METHODS: readonly StartMethod[] = ['fork', 'spawn', 'forkserver']
export const WORKER_KINDS: readonly WorkerKind[] = ['asWritten', 'threads', 'processes']
const COMPARISONS: readonly Comparison[] = ['cores', 'workers']

/** Settings out of storage: fields that make no sense are left out. */
export function parseSettings(value: unknown): Partial<Settings> {
  if (!isRecord(value)) return {}
  const { cores, gil, switchInterval, skipIdle, quantum, timeLimit, switchAnywhere } = value
  const startMethod = START_METHODS.find(known => known === value.startMethod)
  const workers = WORKER_KINDS.find(known => known === value.workers)
  const compare = COMPARISONS.find(known => known === value.compare)
  return clean({
    ...(typeof cores === 'number' && { cores }),
    ...(startMethod !== undefined && { startMethod }),
    ...(typeof gil === 'boolean' && { gil }),
    ...(typeof switchInterval === 'number' && { switchInterval }),
    ...(workers !== undefined && { workers }),
    ...(typeof skipIdle === 'boolean' && { skipIdle }),
    ...((quantum === null || typeof quantum === 'number') && { quantum }),
    ...(typeof timeLimit === 'number' && { timeLimit }),
    ...(typeof switchAnywhere === 'boolean' && { switchAnywhere }),
    ...(compare !== undefined && { compare }),
  })
}

function clean(settings: Partial<Settings>): Partial<Settings> {
  const { cores, switchInterval, quantum, timeLimit } = settings
  return {
    ...settings,
    ...(cores !== undefined && { cores: clampCores(cores) }),
    ...(switchInterval !== undefined && { switchInterval: between(0.1, switchInterval, 10_000) }),
    ...(quantum !== undefined && quantum !== null && { quantum: between(1, quantum, 10_000) }),
    ...(timeLimit !== undefined && { timeLimit: between(100, timeLimit, 3_600_000) }),
  }
}

function between(low: number, value: number, high: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low
}
