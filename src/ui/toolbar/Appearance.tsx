import type { ThemeChoice } from '../../state/preferences.ts'
import { useApp, usePreferences, useWords } from '../context.ts'
import { AutoIcon, DarkIcon, LightIcon } from '../kit/icons.tsx'
import { Tip } from '../kit/Tip.tsx'

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = { auto: 'light', light: 'dark', dark: 'auto' }
const ICONS = { auto: AutoIcon, light: LightIcon, dark: DarkIcon }

export function LanguageButton() {
  const words = useWords().appearance
  const { preferences } = useApp()
  const other = usePreferences(state => state.language) === 'en' ? 'ja' : 'en'
  return (
    <button
      type="button"
      className="button plain"
      data-action="language"
      lang={other}
      onClick={() => preferences.getState().setLanguage(other)}
    >
      {words.language}
    </button>
  )
}

export function ThemeButton() {
  const words = useWords().appearance
  const { preferences } = useApp()
  const theme = usePreferences(state => state.theme)
  const Icon = ICONS[theme]
  return (
    <Tip text={words.theme(theme)} align="end">
      {() => (
        <button
          type="button"
          className="button plain square"
          data-action="theme"
          data-theme-choice={theme}
          aria-label={words.theme(theme)}
          onClick={() => preferences.getState().setTheme(NEXT[theme])}
        >
          <Icon />
        </button>
      )}
    </Tip>
  )
}
