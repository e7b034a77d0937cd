import { type FormEvent, useId, useState } from 'react'
import { MOST_FILE_BYTES } from '../../state/fileContent.ts'
import type { FileNameProblem } from '../../state/fileNames.ts'
import { useApp, useProgramLanguage, useWords, useWorkspace } from '../context.ts'
import { CloseIcon, PlusIcon } from '../kit/icons.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { TakeIn, takeIn } from './TakeIn.tsx'

/** Null: no name is being given. `from` null: of a new file. */
type Naming = { readonly from: string | null; readonly name: string } | null

/** The files of the program. A double click, or F2, renames; the entry stays. */
export function FileTabs() {
  const {
    editor: words,
    formats,
    notices: { dismiss },
  } = useWords()
  const files = useWorkspace(state => state.program.files)
  const active = useWorkspace(state => state.active)
  const app = useApp()
  const { workspace } = app
  const language = useProgramLanguage()
  const [naming, setNaming] = useState<Naming>(null)
  const [refused, setRefused] = useState(false)
  const [over, setOver] = useState(false)
  const takesFiles = language === 'py'
  const most = formats.bytes(MOST_FILE_BYTES)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what can be dropped here can be chosen by the button as well
    <div
      className="tabs files"
      data-over={over || undefined}
      onDragOver={event => {
        if (!takesFiles || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={async event => {
        setOver(false)
        const files = [...event.dataTransfer.files]
        if (!takesFiles || files.length === 0) return
        event.preventDefault()
        setRefused(!(await takeIn(app, files)))
      }}
    >
      <nav aria-label={words.files} className="files-list">
        {files.map(({ path }, index) =>
          naming?.from === path ? (
            <NameForm key={path} naming={naming} onNaming={setNaming} />
          ) : (
            <span key={path} className={path === active ? 'tab on' : 'tab'}>
              <button
                type="button"
                className="tab-name"
                data-file={path}
                aria-current={path === active ? 'true' : undefined}
                title={`${words.renameFile(path)}: F2`}
                onClick={() => workspace.getState().select(path)}
                onDoubleClick={() => setNaming({ from: path, name: path })}
                onKeyDown={event => event.key === 'F2' && setNaming({ from: path, name: path })}
              >
                {path}
              </button>
              {index > 0 && path === active && (
                <button
                  type="button"
                  className="tab-close"
                  aria-label={words.removeFile(path)}
                  title={words.removeFile(path)}
                  onClick={() => workspace.getState().removeFile(path)}
                >
                  <CloseIcon />
                </button>
              )}
            </span>
          ),
        )}
        {naming?.from === null && <NameForm naming={naming} onNaming={setNaming} />}
      </nav>
      <button
        type="button"
        className="tab-add"
        data-action="add-file"
        aria-label={words.add}
        title={words.add}
        onClick={() => setNaming({ from: null, name: '' })}
      >
        <PlusIcon />
      </button>
      {takesFiles && <TakeIn onRefused={setRefused} />}
      {over && <span className="drop-here">{words.drop}</span>}
      {refused && (
        <p className="naming-problem" role="alert" data-problem="files.tooLarge">
          {words.tooLarge(most)}{' '}
          <button type="button" className="link" onClick={() => setRefused(false)}>
            {dismiss}
          </button>
        </p>
      )}
      <span className="space" />
      <LanguageSwitch />
    </div>
  )
}

interface NameFormProps {
  readonly naming: NonNullable<Naming>
  onNaming(naming: Naming): void
}

function NameForm({ naming, onNaming }: NameFormProps) {
  const words = useWords().editor
  const { workspace } = useApp()
  const language = useProgramLanguage()
  const [problem, setProblem] = useState<FileNameProblem | null>(null)
  const id = useId()

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const { addFile, renameFile } = workspace.getState()
    const found = naming.from === null ? addFile(naming.name) : renameFile(naming.from, naming.name)
    setProblem(found)
    if (found === null) onNaming(null)
  }
  return (
    <form className="tab on naming" onSubmit={submit}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to type this name
        autoFocus
        size={12}
        spellCheck={false}
        placeholder={`name.${language}`}
        aria-label={words.fileName}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        value={naming.name}
        onChange={event => {
          setProblem(null)
          onNaming({ ...naming, name: event.target.value })
        }}
        onKeyDown={event => event.key === 'Escape' && onNaming(null)}
        onBlur={() => onNaming(null)}
      />
      {problem !== null && (
        <span className="naming-problem" role="alert" id={id}>
          {problem === 'invalid' && language === 'py' ? words.invalidPython : words.nameProblem[problem]}
        </span>
      )}
    </form>
  )
}
