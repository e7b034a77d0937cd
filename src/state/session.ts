import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Section } from '../lessons/lesson.ts'
import type { Problem } from '../program/outcome.ts'
import type { Language, Program } from '../program/program.ts'
import type { Drafts } from './drafts.ts'
import { lessonIn, lessonPreferring } from './lessonIn.ts'
import type { Preferences, ThemeChoice, UiLanguage } from './preferences.ts'
import type { RunMode, Runs } from './runs.ts'
import { type Settings, type SettingsStore, settingsOf } from './settings.ts'
import type { Origin, Workspace } from './workspace.ts'

/** What a lesson is in one language. */
export interface LessonContent {
  readonly title: Readonly<Record<UiLanguage, string>>
  readonly summary: Readonly<Record<UiLanguage, string>>
  /** Markdown: what it shows, what to try. */
  readonly text: Readonly<Record<UiLanguage, string>>
  readonly program: Program
  readonly settings: Partial<Settings>
  /** What it asks for. */
  readonly primary: RunMode
}

/** A program to choose. */
export interface LessonChoice extends LessonContent {
  readonly id: string
  readonly section: Section
  /** The same in Python, where that differs. */
  readonly python?: Pick<LessonContent, 'program'> & Partial<LessonContent>
}

/** What a link holds. */
export interface LinkContent {
  /** Null: a link that names a lesson alone. */
  readonly program: Program | null
  readonly lesson: string | null
  /** What programs are in from then on. */
  readonly programs: Language | null
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
  /** Shows the program's twin in another language, or what was written in that one. Nothing is lost on the way. */
  useLanguage(language: Language): void
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

  /** What the page showed before its language was changed: changing back shows it again, until something else was opened. */
  let left: Left | null = null

  return createStore<SessionState>((set, get) => ({
    lessons,
    primary: primaryOf(lessonBy(workspace.getState().origin.lesson), workspace.getState().program.language),
    linkProblem: null,
    linkWarnings: [],
    draftWordSeen: false,
    unexpected: null,
    openLesson(id) {
      const lesson = lessonBy(id)
      if (lesson === undefined) return
      const { program, settings: its, primary } = lessonPreferring(lesson, preferences.getState().programs)
      workspace.getState().open(program, { kind: 'lesson', lesson: id })
      settings.getState().reset(its)
      set({ primary, linkProblem: null, linkWarnings: [] })
    },
    useLanguage(language) {
      preferences.getState().setPrograms(language)
      const { program, origin, generation } = workspace.getState()
      if (program.language === language) return
      const before = { program, origin, settings: settingsOf(settings.getState()), primary: get().primary }
      const { drafts: kept } = drafts.getState()
      const draft = kept.find(other => other.program.language === language && other.lesson === origin.lesson)
      if (left?.generation === generation) {
        workspace.getState().open(left.program, left.origin)
        settings.getState().reset(left.settings)
        set({ primary: left.primary, linkProblem: null, linkWarnings: [] })
      } else if (origin.kind === 'draft' && draft !== undefined) get().openDraft(draft.id)
      else {
        const twin = [lessonBy(origin.lesson), ...lessons].find(
          lesson => lesson !== undefined && lessonIn(lesson, language) !== null,
        )
        if (twin !== undefined) get().openLesson(twin.id)
      }
      left = { ...before, generation: workspace.getState().generation }
    },
    openDraft(id) {
      const draft = drafts.getState().drafts.find(other => other.id === id)
      if (draft === undefined) return
      workspace.getState().open(draft.program, { kind: 'draft', draft: id, lesson: draft.lesson })
      settings.getState().reset(draft.settings)
      preferences.getState().borrow({ programs: draft.program.language })
      set({
        primary: primaryOf(lessonBy(draft.lesson), draft.program.language),
        linkProblem: null,
        linkWarnings: [],
      })
    },
    openLink(hash) {
      const decoded = parts.decode(hash)
      if (decoded === null) return
      if (!decoded.ok) return set({ linkProblem: decoded.problem })
      const { link } = decoded
      // A link to a language alone: to what there is to begin with.
      const begin = link.program === null && link.lesson === null
      const known = begin ? lessons[0] : lessonBy(link.lesson)
      const programs = link.programs ?? preferences.getState().programs
      const lesson = known && lessonPreferring(known, programs)
      const program = link.program ?? lesson?.program
      preferences.getState().borrow({
        programs,
        ...(link.language !== null && { language: link.language }),
        ...(link.theme !== null && { theme: link.theme }),
      })
      if (program === undefined) return
      const { warnings: linkWarnings } = link
      workspace.getState().open(program, { kind: 'link', lesson: known?.id ?? null })
      // A link says nothing of workers that are as written: with a program, that is what was chosen.
      const written: Partial<Settings> = link.program === null ? {} : { workers: 'asWritten' }
      settings.getState().reset({ ...lesson?.settings, ...written, ...link.settings })
      set({
        primary: link.mode ?? lesson?.primary ?? 'compare',
        linkProblem: null,
        linkWarnings,
        draftWordSeen: false,
      })
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

interface Left {
  readonly program: Program
  readonly origin: Origin
  readonly settings: Settings
  readonly primary: RunMode
  /** Of what took its place. */
  readonly generation: number
}

function primaryOf(lesson: LessonChoice | undefined, language: Language): RunMode {
  return lesson === undefined ? 'compare' : lessonPreferring(lesson, language).primary
}
