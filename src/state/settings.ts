import { createStore, type StoreApi } from 'zustand/vanilla'
import { DEFAULT_QUANTUM, DEFAULT_TIME_LIMIT, defaultPlan, type Plan } from '../program/plan.ts'
import { isRecord } from './storage.ts'

/** What a person can choose about a run. */
export interface Settings {
  readonly cores: number
  readonly startMethod: 'fork' | 'spawn'
  readonly skipIdle: boolean
  /** ms; null: never. */
  readonly quantum: number | null
  /** ms. */
  readonly timeLimit: number
}

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
  const defaults: Settings = {
    cores: cpuCount,
    startMethod: 'fork',
    skipIdle: false,
    quantum: DEFAULT_QUANTUM,
    timeLimit: DEFAULT_TIME_LIMIT,
  }
  return createStore<SettingsState>(set => ({
    ...defaults,
    cpuCount,
    change: settings => set(clean(settings)),
    reset: settings => set({ ...defaults, ...clean(settings ?? {}) }),
  }))
}

/** The fields alone, without the store's own. */
export function settingsOf(state: Settings): Settings {
  const { cores, startMethod, skipIdle, quantum, timeLimit } = state
  return { cores, startMethod, skipIdle, quantum, timeLimit }
}

/** The plan of a run on `cores` cores. */
export function planOf(settings: Settings, cpuCount: number, cores: number): Plan {
  const { startMethod, skipIdle, quantum, timeLimit } = settings
  return { ...defaultPlan(cpuCount), cores, startMethod, skipIdle, quantum, timeLimit }
}

/** Settings out of storage: fields that make no sense are left out. */
export function parseSettings(value: unknown): Partial<Settings> {
  if (!isRecord(value)) return {}
  const { cores, startMethod, skipIdle, quantum, timeLimit } = value
  return clean({
    ...(typeof cores === 'number' && { cores }),
    ...((startMethod === 'fork' || startMethod === 'spawn') && { startMethod }),
    ...(typeof skipIdle === 'boolean' && { skipIdle }),
    ...((quantum === null || typeof quantum === 'number') && { quantum }),
    ...(typeof timeLimit === 'number' && { timeLimit }),
  })
}

function clean(settings: Partial<Settings>): Partial<Settings> {
  const { cores, quantum, timeLimit } = settings
  return {
    ...settings,
    ...(cores !== undefined && { cores: clampCores(cores) }),
    ...(quantum !== undefined && quantum !== null && { quantum: between(1, quantum, 10_000) }),
    ...(timeLimit !== undefined && { timeLimit: between(100, timeLimit, 3_600_000) }),
  }
}

function between(low: number, value: number, high: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low
}
