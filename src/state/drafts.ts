import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Program, SourceFile } from '../program/program.ts'
import { parseSettings, type Settings, type SettingsStore, settingsOf } from './settings.ts'
import { isRecord, parseJson, type SafeStorage } from './storage.ts'
import type { Workspace } from './workspace.ts'

export interface Draft {
  readonly id: string
  readonly program: Program
  readonly settings: Partial<Settings>
  /** The lesson it began as. */
  readonly lesson: string | null
  /** ms since 1970. */
  readonly changed: number
}

export interface DraftsState {
  /** Newest first. */
  readonly drafts: readonly Draft[]
  /** The draft that a visit without a link begins with. */
  readonly current: string | null
  /** False after a draft could not be kept: storage is blocked or full. */
  readonly kept: boolean
  keep(draft: Draft): void
  discard(id: string): void
  /** What a visit without a link begins with from now on; null: the first lesson. */
  setCurrent(id: string | null): void
}

export type Drafts = StoreApi<DraftsState>

const PREFIX = 'weft.draft.'
const CURRENT = 'weft.current'
/** Old drafts beyond this number are let go, so that storage does not fill up. */
const MOST_DRAFTS = 40

export function createDrafts(storage: SafeStorage): Drafts {
  const drafts = storage
    .keys()
    .filter(key => key.startsWith(PREFIX))
    .flatMap(key => parseDraft(key.slice(PREFIX.length), parseJson(storage.get(key))) ?? [])
    .sort((a, b) => b.changed - a.changed)
  const current = storage.get(CURRENT)
  return createStore<DraftsState>((set, get) => ({
    drafts,
    current: drafts.some(draft => draft.id === current) ? current : null,
    kept: true,
    keep(draft) {
      const { id, ...rest } = draft
      const kept = storage.set(PREFIX + id, JSON.stringify(rest))
      const all = [draft, ...get().drafts.filter(other => other.id !== id)]
      for (const old of all.slice(MOST_DRAFTS)) storage.remove(PREFIX + old.id)
      set({ drafts: all.slice(0, MOST_DRAFTS), kept })
    },
    discard(id) {
      storage.remove(PREFIX + id)
      const { drafts, current } = get()
      if (current === id) get().setCurrent(null)
      set({ drafts: drafts.filter(draft => draft.id !== id) })
    },
    setCurrent(id) {
      if (id === null) storage.remove(CURRENT)
      else storage.set(CURRENT, id)
      set({ current: id })
    },
  }))
}

export interface DraftKeeper {
  /** Writes at once what waits to be written: before the page goes away. */
  flush(): void
}

/** Timers, passed in so that tests turn them by hand. */
export interface Timers {
  now(): number
  /** Calls back after `ms`; returns how to cancel. */
  after(ms: number, callback: () => void): () => void
}

const KEEP_AFTER = 400

/**
 * Keeps the program as a draft shortly after each change of it, or of its settings. `embedded`: what is shown in a frame
 * is not what the full page, which has the same storage, begins with.
 */
export function keepDrafts(
  workspace: Workspace,
  settings: SettingsStore,
  drafts: Drafts,
  timers: Timers,
  { embedded }: { readonly embedded: boolean },
): DraftKeeper {
  let cancel: (() => void) | null = null
  let waiting: Draft | null = null

  function flush(): void {
    cancel?.()
    cancel = null
    if (waiting === null) return
    drafts.getState().keep(waiting)
    waiting = null
  }

  function setCurrent(id: string | null): void {
    if (!embedded) drafts.getState().setCurrent(id)
  }

  function changed(): void {
    const { program, origin } = workspace.getState()
    if (origin.kind !== 'draft') return
    const { draft: id, lesson } = origin
    const chosen = settingsOf(settings.getState())
    const stored = drafts.getState().drafts.find(draft => draft.id === id)
    if (waiting === null && stored?.program === program && sameSettings(stored.settings, chosen)) return
    // A draft that waits may be another one than this: it must not be replaced.
    if (waiting !== null && waiting.id !== id) flush()
    waiting = { id, program, settings: chosen, lesson, changed: timers.now() }
    cancel ??= timers.after(KEEP_AFTER, flush)
  }

  workspace.subscribe((now, before) => {
    if (now.generation !== before.generation) {
      flush()
      if (now.origin.kind !== 'link') setCurrent(now.origin.kind === 'draft' ? now.origin.draft : null)
      return
    }
    if (now.program === before.program) return
    if (now.origin.kind === 'draft' && now.origin !== before.origin) setCurrent(now.origin.draft)
    changed()
  })
  settings.subscribe(() => changed())
  return { flush }
}

function sameSettings(a: Partial<Settings>, b: Settings): boolean {
  return JSON.stringify(settingsOf({ ...b, ...a })) === JSON.stringify(b)
}

function parseDraft(id: string, value: unknown): Draft | null {
  if (!isRecord(value)) return null
  const program = parseProgram(value.program)
  if (program === null) return null
  return {
    id,
    program,
    settings: parseSettings(value.settings),
    lesson: typeof value.lesson === 'string' ? value.lesson : null,
    changed: typeof value.changed === 'number' ? value.changed : 0,
  }
}

function parseProgram(value: unknown): Program | null {
  if (!isRecord(value) || !Array.isArray(value.files)) return null
  const files: SourceFile[] = []
  for (const file of value.files) {
    if (!isRecord(file) || typeof file.path !== 'string' || typeof file.text !== 'string') return null
    const { path, text, encoding } = file
    files.push(encoding === 'base64' ? { path, text, encoding } : { path, text })
  }
  if (files.length === 0) return null
  return { language: value.language === 'py' ? 'py' : 'ts', files }
}
