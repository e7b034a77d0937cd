import { createStore } from 'zustand/vanilla'
import type { Preferences } from '../state/preferences.ts'

/** The theme in force: the person's choice, else the system's. */
export const uiTheme = createStore<{ readonly dark: boolean }>(() => ({ dark: false }))

/** Keeps the page's theme and language as the preferences say. */
export function applyAppearance(preferences: Preferences): void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  function apply(): void {
    const { theme, language } = preferences.getState()
    const dark = theme === 'auto' ? system.matches : theme === 'dark'
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    document.documentElement.lang = language
    // Told last: whoever listens reads the page's colours.
    if (uiTheme.getState().dark !== dark) uiTheme.setState({ dark })
  }
  apply()
  preferences.subscribe(apply)
  system.addEventListener('change', apply)
}
