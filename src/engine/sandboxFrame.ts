import { srcdoc, strictPolicy } from 'virtual:weft-sandbox'
import { parseFrameMessage } from './parse.ts'
import type { AppToFrame, Connect, FrameToApp } from './protocol.ts'

/** The app's side of one opaque frame. */
export class SandboxFrame {
  readonly #element: HTMLIFrameElement
  readonly #port: MessagePort

  constructor(heard: (message: FrameToApp) => void) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = event => {
      const message = parseFrameMessage(event.data)
      if (message?.type === 'ready' && message.blobs) tightenPolicy()
      if (message !== null) heard(message)
    }
    const element = document.createElement('iframe')
    this.#element = element
    element.setAttribute('sandbox', 'allow-scripts')
    element.allow = 'cross-origin-isolated'
    element.style.display = 'none'
    element.setAttribute('aria-hidden', 'true')
    element.srcdoc = srcdoc
    // An opaque origin has no name to address it by; the frame cannot have navigated elsewhere (the app's policy).
    const connect = (): void =>
      element.contentWindow?.postMessage({ type: 'weft-connect' } satisfies Connect, '*', [port2])
    element.addEventListener('load', connect, { once: true })
    document.body.append(element)
  }

  send(message: AppToFrame, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer)
  }

  /** Takes the frame out of the page: its workers end with it. */
  dispose(): void {
    this.#port.close()
    this.#element.remove()
  }
}

let tightened = false

/** Blob URLs are enough here, so that no script of the page may come from a `data:` URL any more. */
function tightenPolicy(): void {
  if (tightened) return
  tightened = true
  const meta = document.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = strictPolicy
  document.head.append(meta)
}
