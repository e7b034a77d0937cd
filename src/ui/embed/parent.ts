import { MESSAGES_VERSION, readMessage } from '../../state/embedMessages.ts'
import { followRuns } from '../../state/followRuns.ts'
import type { App } from '../context.ts'

/** Tells the page around the frame what happens, and does what it asks. Returns how to stop that. */
export function talkToParent({ runs, session, view }: App, body: HTMLElement): () => void {
  const { parent } = window
  if (parent === window) return () => undefined
  // The receiver may be anyone: nothing is told that the page around could not see by itself.
  const tell = (type: string, more: Readonly<Record<string, unknown>> = {}): void =>
    parent.postMessage({ source: 'weft', version: MESSAGES_VERSION, type, ...more }, '*')

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

  const stop = followRuns(runs, {
    started: mode => tell('started', { mode }),
    finished: end => tell('finished', { ...end }),
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
