import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Language } from '../program/program.ts'
import { isRecord, parseJson, type SafeStorage } from './storage.ts'

export type UiLanguage = 'en' | 'ja'
export type ThemeChoice = 'auto' | 'light' | 'dark'

export interface PreferencesState {
  readonly language: UiLanguage
  readonly theme: ThemeChoice
  /** What programs are in, where there is a choice. */
  readonly programs: Language
  /** Chosen by the person: remembered. */
  setLanguage(language: UiLanguage): void
  setTheme(theme: ThemeChoice): void
  setPrograms(programs: Language): void
  /** Asked for by a link: for this visit only. */
  borrow(wish: Partial<Chosen>): void
}

/** What there is to choose. */
type Chosen = Pick<PreferencesState, 'language' | 'theme' | 'programs'>

export type Preferences = StoreApi<PreferencesState>

const KEY = 'weft.preferences'
const THEMES: readonly ThemeChoice[] = ['auto', 'light', 'dark']

/** The first of the browser's languages that Weft speaks. */
export function preferredLanguage(languages: readonly string[]): UiLanguage {
  for (const language of languages) {
    const primary = language.toLowerCase().split('-')[0]
    if (primary === 'ja' || primary === 'en') return primary
  }
  return 'en'
}

export function createPreferences(storage: SafeStorage, browserLanguages: readonly string[]): Preferences {
  const saved = parseJson(storage.get(KEY))
  const remembered = isRecord(saved) ? saved : {}
  const theme = THEMES.find(name => name === remembered.theme)
  const chosen: { language?: UiLanguage; theme?: ThemeChoice; programs?: Language } = {}
  if (remembered.language === 'en' || remembered.language === 'ja') chosen.language = remembered.language
  if (theme !== undefined) chosen.theme = theme
  if (remembered.programs === 'ts' || remembered.programs === 'py') chosen.programs = remembered.programs
  const remember = (): void => {
    storage.set(KEY, JSON.stringify(chosen))
  }
  return createStore<PreferencesState>(set => ({
    language: chosen.language ?? preferredLanguage(browserLanguages),
    theme: chosen.theme ?? 'auto',
    programs: chosen.programs ?? 'ts',
    setLanguage(language) {
      chosen.language = language
      remember()
      set({ language })
    },
    setTheme(theme) {
      chosen.theme = theme
      remember()
      set({ theme })
    },
    setPrograms(programs) {
      chosen.programs = programs
      remember()
      set({ programs })
    },
    borrow: wish => set(wish),
  }))
}
