import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { inputWaiter } from '../../state/inputWaiters.ts'
import { speakerAt } from '../../state/outputRows.ts'
import { useApp, useRuns, useView, useWords } from '../context.ts'
import { processColour } from '../kit/processColour.ts'

/** Who waits for a line of input: `Process-1`, and its lane; null when nobody does. */
export function useInputWaiter(): { readonly lane: number; readonly name: string } | null {
  // Compared as a text, so that the page is drawn anew only when somebody else waits.
  const waiter = useRuns(({ state, current, results, inputEnded, revision }) => {
    const model = results.find(({ key }) => key === current)?.model
    if (state !== 'running' || inputEnded || model === undefined || revision < 0) return ''
    const lane = inputWaiter(model)
    return lane === null ? '' : `${lane.lane} ${speakerAt(model, lane.lane).name}`
  })
  if (waiter === '') return null
  const [lane = '0', ...name] = waiter.split(' ')
  return { lane: Number(lane), name: name.join(' ') }
}

interface InputLineProps {
  readonly lane: number
  readonly name: string
}

/** Where the person types what a program's `input()` returns: Enter sends, arrows bring back earlier lines, Ctrl+D ends. */
export function InputLine({ lane, name }: InputLineProps) {
  const words = useWords().console
  const { runs, view } = useApp()
  const history = useView(state => state.typed)
  const [text, setText] = useState('')
  /** How far back in what was typed before; 0: the line under way. */
  const [back, setBack] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const shown = useView(state => state.panel === 'output')
  useEffect(() => view.getState().show('output'), [view])
  // Only once the panel is shown: what a narrow page hides can't have the focus.
  useEffect(() => {
    if (shown) field.current?.focus({ preventScroll: true })
  }, [shown])

  const send = (line: string | null): void => {
    if (line !== null && line !== '') view.getState().rememberTyped(line)
    setText('')
    setBack(0)
    runs.getState().input(line)
    field.current?.focus()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    send(text)
  }
  const recall = (steps: number): void => {
    setBack(steps)
    setText(steps === 0 ? '' : (history[history.length - steps] ?? ''))
  }
  const pressed = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { selectionStart, selectionEnd } = event.currentTarget
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowUp' && back < history.length) recall(back + 1)
    else if (event.key === 'ArrowDown' && back > 0) recall(back - 1)
    else if (event.key === 'd' && event.ctrlKey && text === '') send(null)
    else if (event.key === 'c' && event.ctrlKey && selectionStart === selectionEnd) runs.getState().stop()
    else return
    event.preventDefault()
  }
  return (
    <form className="input-line" onSubmit={submit} data-input-for={name}>
      <i className="dot" style={{ background: processColour(lane) }} />
      <input
        ref={field}
        aria-label={words.inputFor(name)}
        aria-describedby={id}
        placeholder={words.inputFor(name)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="send"
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={pressed}
      />
      <small id={id}>{words.inputHint}</small>
      <button type="submit" className="button small" data-action="send-input">
        {words.send}
      </button>
      <button type="button" className="button small" data-action="end-input" onClick={() => send(null)}>
        {words.endInput}
      </button>
    </form>
  )
}
