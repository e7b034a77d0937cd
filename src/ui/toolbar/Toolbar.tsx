import { useApp, useWords } from '../context.ts'
import { Logo, SlidersIcon } from '../kit/icons.tsx'
import { Popover } from '../kit/Popover.tsx'
import { Tip } from '../kit/Tip.tsx'
import { NARROW, useMedia } from '../kit/useMedia.ts'
import { LessonChooser } from '../lessons/LessonChooser.tsx'
import { LanguageButton, ThemeButton } from './Appearance.tsx'
import { FurtherSettings } from './FurtherSettings.tsx'
import { RunButtons } from './RunButtons.tsx'
import { CoresControl, GilControl, SkipIdleControl, StartControl } from './SettingsControls.tsx'
import './toolbar.css'

const WIDE = '(min-width: 1270px)'
const ROOMY = '(min-width: 1180px)'
const MEDIUM = '(min-width: 1000px)'

/** The head of the page. What does not fit moves into the settings' panel; nothing is lost. */
export function Toolbar() {
  const words = useWords()
  const { view } = useApp()
  const narrow = useMedia(NARROW)
  const wide = useMedia(WIDE)
  const roomy = useMedia(ROOMY)
  const medium = useMedia(MEDIUM)

  return (
    <header className="toolbar">
      <span className="brand">
        <Logo />
        <h1>Weft</h1>
      </span>
      <LessonChooser />
      <span className="space" />
      {!narrow && <RunButtons />}
      {medium && <CoresControl />}
      {roomy && <StartControl />}
      {roomy && <GilControl />}
      {wide && <SkipIdleControl />}
      <Popover name={words.settings.open} className="button plain square" label={<SlidersIcon />} align="end">
        {() => (
          <div className="settings-panel">
            {!medium && <CoresControl />}
            {!roomy && <StartControl />}
            {!roomy && <GilControl />}
            {!wide && <SkipIdleControl />}
            <FurtherSettings />
            {!medium && (
              <div className="appearance">
                <LanguageButton />
                <ThemeButton />
              </div>
            )}
          </div>
        )}
      </Popover>
      <span className="space" />
      <Tip text={words.reference.openHint} keys="/" align="end">
        {id => (
          <button
            type="button"
            className="button plain"
            data-action="reference"
            aria-label={words.reference.title}
            aria-describedby={id}
            onClick={() => view.getState().consult('')}
          >
            API
          </button>
        )}
      </Tip>
      <Tip text={words.actions.shareHint} align="end">
        {id => (
          <button
            type="button"
            className="button"
            data-action="share"
            aria-describedby={id}
            onClick={() => view.getState().share(true)}
          >
            {words.actions.share}
          </button>
        )}
      </Tip>
      {medium && <LanguageButton />}
      {medium && <ThemeButton />}
    </header>
  )
}
