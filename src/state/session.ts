import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Section } from '../lessons/lesson.ts'
import type { Problem } from '../program/outcome.ts'
import type { Program } from '../program/program.ts'
import type { Drafts } from './drafts.ts'
import type { Preferences, ThemeChoice, UiLanguage } from './preferences.ts'
import type { RunMode, Runs } from './runs.ts'
import type { Settings, SettingsStore } from './settings.ts'
import type { Workspace } from './workspace.ts'

/** A program to choose. */
export interface LessonChoice {
  readonly id: string
  readonly section: Section
  readonly title: Readonly<Record<UiLanguage, string>>
  readonly summary: Readonly<Record<UiLanguage, string>>
  /** Markdown: what it shows, what to try. */
  readonly text: Readonly<Record<UiLanguage, string>>
  readonly program: Program
  readonly settings: Partial<Settings>
  /** What it asks for. */
  readonly primary: RunMode
}

/** What a link holds. */
export interface LinkContent {
  /** Null: a link that names a lesson alone. */
  readonly program: Program | null
  readonly lesson: string | null
  readonly settings: Partial<Settings>
  readonly mode: RunMode | null
  readonly language: UiLanguage | null
  readonly theme: ThemeChoice | null
  /** What of the link was left out. */
  readonly warnings: readonly Problem[]
}

export type DecodedLink =
  | { readonly ok: true; readonly link: LinkContent }
  | { readonly ok: false; readonly problem: Problem }

export interface SessionState {
  readonly lessons: readonly LessonChoice[]
  /** The action that stands out. */
  readonly primary: RunMode
  /** Why the link in the address can't be opened. */
  readonly linkProblem: Problem | null
  /** What was left out of a link that was opened. */
  readonly linkWarnings: readonly Problem[]
  /** The person put the word about the kept draft away. */
  readonly draftWordSeen: boolean
  /** An error of Weft's own. */
  readonly unexpected: string | null
  openLesson(id: string): void
  openDraft(id: string): void
  /** Shows what the part of the address after `#` holds. Never runs it. */
  openLink(hash: string): void
  /** Performs the action that stands out. */
  perform(): void
  dismiss(what: 'linkProblem' | 'draftWord' | 'unexpected'): void
  report(error: unknown): void
}

export type Session = StoreApi<SessionState>

export interface SessionParts {
  readonly workspace: Workspace
  readonly settings: SettingsStore
  readonly drafts: Drafts
  readonly preferences: Preferences
  readonly runs: Runs
  readonly lessons: readonly LessonChoice[]
  /** Null: the address holds no program. */
  decode(hash: string): DecodedLink | null
  /** Takes the program out of the address: what is on the page is no longer what the link said. */
  leaveLink(): void
}

export function createSession(parts: SessionParts): Session {
  const { workspace, settings, drafts, preferences, runs, lessons } = parts
  const lessonBy = (id: string | null): LessonChoice | undefined => lessons.find(lesson => lesson.id === id)

  workspace.subscribe((now, before) => {
    if (before.origin.kind === 'link' && now.origin.kind !== 'link') parts.leaveLink()
    if (now.generation !== before.generation) runs.getState().clear()
  })

  return createStore<SessionState>((set, get) => ({
    lessons,
    primary: primaryOf(lessonBy(lessonOf(workspace))),
    linkProblem: null,
    linkWarnings: [],
    draftWordSeen: false,
    unexpected: null,
    openLesson(id) {
      const lesson = lessonBy(id)
      if (lesson === undefined) return
      workspace.getState().open(lesson.program, { kind: 'lesson', lesson: id })
      settings.getState().reset(lesson.settings)
      set({ primary: lesson.primary, linkProblem: null, linkWarnings: [] })
    },
    openDraft(id) {
      const draft = drafts.getState().drafts.find(other => other.id === id)
      if (draft === undefined) return
      workspace.getState().open(draft.program, { kind: 'draft', draft: id, lesson: draft.lesson })
      settings.getState().reset(draft.settings)
      set({ primary: primaryOf(lessonBy(draft.lesson)), linkProblem: null, linkWarnings: [] })
    },
    openLink(hash) {
      const decoded = parts.decode(hash)
      if (decoded === null) return
      if (!decoded.ok) return set({ linkProblem: decoded.problem })
      const { link } = decoded
      const lesson = lessonBy(link.lesson)
      const program = link.program ?? lesson?.program
      preferences.getState().borrow({
        ...(link.language !== null && { language: link.language }),
        ...(link.theme !== null && { theme: link.theme }),
      })
      if (program === undefined) return
      const { warnings: linkWarnings } = link
      workspace.getState().open(program, { kind: 'link', lesson: lesson?.id ?? null })
      // A link says nothing of workers that are as written: with a program, that is what was chosen.
      const written: Partial<Settings> = link.program === null ? {} : { workers: 'asWritten' }
      settings.getState().reset({ ...lesson?.settings, ...written, ...link.settings })
      set({ primary: link.mode ?? primaryOf(lesson), linkProblem: null, linkWarnings, draftWordSeen: false })
    },
    perform() {
      if (get().primary === 'compare') runs.getState().compare()
      else runs.getState().run()
    },
    dismiss(what) {
      if (what === 'draftWord') set({ draftWordSeen: true })
      else if (what === 'linkProblem') set({ linkProblem: null, linkWarnings: [] })
      else set({ unexpected: null })
    },
    report: error => set({ unexpected: error instanceof Error ? error.message : String(error) }),
  }))
}

function lessonOf(workspace: Workspace): string | null {
  const { origin } = workspace.getState()
  return origin.lesson
}

function primaryOf(lesson: LessonChoice | undefined): RunMode {
  return lesson?.primary ?? 'compare'
}
