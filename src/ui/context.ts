import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { Words } from '../i18n/words.ts'
import { wordsOf } from '../i18n/words.ts'
import type { Problem } from '../program/outcome.ts'
import type { Language, SourceFile } from '../program/program.ts'
import type { Drafts } from '../state/drafts.ts'
import type { Shared } from '../state/links.ts'
import type { Preferences, PreferencesState, UiLanguage } from '../state/preferences.ts'
import type { ProgramChecks } from '../state/programChecks.ts'
import type { Reference } from '../state/reference.ts'
import type { Runs, RunsState } from '../state/runs.ts'
import type { Session, SessionState } from '../state/session.ts'
import { type Comparison, type SettingsState, type SettingsStore, settingsFor } from '../state/settings.ts'
import type { View, ViewState } from '../state/view.ts'
import type { Workspace, WorkspaceState } from '../state/workspace.ts'

/** Everything the components bind to. Made by `main.tsx`. */
export interface App {
  readonly preferences: Preferences
  readonly settings: SettingsStore
  readonly workspace: Workspace
  readonly drafts: Drafts
  readonly runs: Runs
  readonly session: Session
  readonly view: View
  /** Why programs can't run on this page, or null. */
  readonly unavailable: Problem | null
  /** What the browser lacks for programs of a language, or null. */
  obstacle(language: Language): Problem | null
  readonly checks: ProgramChecks
  /** Resolves when the editor may be loaded: something that the person waits for may come first. */
  editorTurn(): Promise<void>
  /** Declarations of the library, documented in a language. */
  libraryTypes(language: UiLanguage): Promise<readonly SourceFile[]>
  /** What there is to look up about the library, in a language. */
  reference(language: UiLanguage): Promise<Reference>
  /** Puts what is on the page into a link. */
  share(title: string): Shared
}

export const AppContext = createContext<App | null>(null)

export function useApp(): App {
  const app = use(AppContext)
  if (app === null) throw new Error('Internal error: a component stands outside of AppContext')
  return app
}

export const useWords = (): Words => wordsOf(usePreferences(state => state.language))
export const usePreferences = <T>(select: (state: PreferencesState) => T): T =>
  useStore(useApp().preferences, select)
export const useSettings = <T>(select: (state: SettingsState) => T): T => useStore(useApp().settings, select)
export const useWorkspace = <T>(select: (state: WorkspaceState) => T): T =>
  useStore(useApp().workspace, select)
/** What the program on the page is in. */
export const useProgramLanguage = (): Language => useWorkspace(state => state.program.language)
/** What Compare sets side by side, in that language. */
export function useComparison(): Comparison {
  const language = useProgramLanguage()
  return useSettings(state => settingsFor(language, state).compare)
}
export const useRuns = <T>(select: (state: RunsState) => T): T => useStore(useApp().runs, select)
export const useSession = <T>(select: (state: SessionState) => T): T => useStore(useApp().session, select)
export const useView = <T>(select: (state: ViewState) => T): T => useStore(useApp().view, select)
