import { readMessage } from '../../state/embedMessages.ts'
import { speedupOf } from '../../state/numbers.ts'
import { isUnderWay } from '../../state/runs.ts'
import type { App } from '../context.ts'

/** Version of the messages between Weft in a frame and the page around it. */
const VERSION = 1

/** Tells the page around the frame what happens, and does what it asks. Returns how to stop that. */
export function talkToParent({ runs, session, view }: App, body: HTMLElement): () => void {
  const { parent } = window
  if (parent === window) return () => undefined
  // The receiver may be anyone: nothing is told that the page around could not see by itself.
  const tell = (type: string, more: Readonly<Record<string, unknown>> = {}): void =>
    parent.postMessage({ source: 'weft', version: VERSION, type, ...more }, '*')

  const heard = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== parent) return
    const message = readMessage(data)
    if (message === null) return
    if (message.type === 'run') view.getState().show('time')
    if (message.type === 'stop') runs.getState().stop()
    else if (message.type === 'load') session.getState().openLink(message.hash)
    else if (message.mode === 'compare') runs.getState().compare()
    else if (message.mode === 'run') runs.getState().run()
    else session.getState().perform()
  }
  window.addEventListener('message', heard)

  const stop = runs.subscribe((now, before) => {
    if (isUnderWay(now.state) && !isUnderWay(before.state)) tell('started', { mode: now.mode })
    if (isUnderWay(now.state) || !isUnderWay(before.state) || now.state === 'idle') return
    const { single, parallel } = now.results
    tell('finished', {
      mode: now.mode,
      state: now.state,
      speedup: speedupOf(single, parallel),
      times: { single: single?.model.duration ?? null, parallel: parallel?.model.duration ?? null },
    })
  })
  const observer = new ResizeObserver(() => tell('height', { height: body.scrollHeight }))
  observer.observe(body)
  tell('ready')
  return () => {
    stop()
    observer.disconnect()
    window.removeEventListener('message', heard)
  }
}
