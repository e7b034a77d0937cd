import type { Language } from '../../program/program.ts'
import { useApp, useProgramLanguage, useWords } from '../context.ts'

const LANGUAGES: readonly Language[] = ['ts', 'py']

/** Which language the program is in: right above its text, where whoever comes for the other one looks. */
export function LanguageSwitch() {
  const words = useWords().editor
  const { session } = useApp()
  const current = useProgramLanguage()
  return (
    <fieldset className="languages" aria-label={words.language}>
      {LANGUAGES.map(language => (
        <label key={language} data-language={language} data-on={language === current || undefined}>
          <input
            type="radio"
            name="program-language"
            value={language}
            checked={language === current}
            onChange={() => session.getState().useLanguage(language)}
          />
          {words.languages[language]}
        </label>
      ))}
    </fieldset>
  )
}
