import { srcdoc, strictPolicy } from 'virtual:weft-sandbox'
import { parseFrameMessage } from './parse.ts'
import { type AppToFrame, type Connect, type FrameToApp, PYTHON_FILES, type PythonFiles } from './protocol.ts'

/** What the frame tells apart from its answers to `preparePython`. */
export type FrameNews = Exclude<FrameToApp, { type: 'pythonReady' | 'pythonFailed' }>

/** The app's side of one opaque frame. */
export class SandboxFrame {
  readonly #element: HTMLIFrameElement
  readonly #port: MessagePort
  #hasRun = false
  #python: (failure: string | null) => void = () => {}
  readonly #given = new Set<string>()
  #disposed = false

  constructor(heard: (message: FrameNews) => void) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = event => {
      const message = parseFrameMessage(event.data)
      if (message?.type === 'ready' && message.blobs) tightenPolicy()
      if (message?.type === 'pythonReady') this.#python(null)
      else if (message?.type === 'pythonFailed') this.#python(message.message)
      else if (message !== null) heard(message)
    }
    const element = document.createElement('iframe')
    this.#element = element
    element.setAttribute('sandbox', 'allow-scripts')
    element.allow = 'cross-origin-isolated'
    // Nothing is to be seen of it. But a frame that is not rendered at all makes its process one of the background to Chromium, which
    // gives its threads less of the processor.
    element.style.cssText =
      'position:fixed;top:0;left:0;width:1px;height:1px;border:0;opacity:0;pointer-events:none'
    element.inert = true
    element.tabIndex = -1
    element.setAttribute('aria-hidden', 'true')
    element.srcdoc = srcdoc
    // An opaque origin has no name to address it by; the frame cannot have navigated elsewhere (the app's policy).
    const connect = (): void =>
      element.contentWindow?.postMessage({ type: 'weft-connect' } satisfies Connect, '*', [port2])
    element.addEventListener('load', connect, { once: true })
    document.body.append(element)
  }

  /** Whether it was ever given a program, so that what comes out of it may be that program's. */
  get hasRun(): boolean {
    return this.#hasRun
  }

  send(message: AppToFrame, transfer: Transferable[] = []): void {
    if (message.type === 'run') this.#hasRun = true
    this.#port.postMessage(message, transfer)
  }

  /** Gives it Python's files as they come. Those that do not come are for others to see. */
  givePython(files: PythonFiles<Promise<ArrayBuffer>>): void {
    for (const name of PYTHON_FILES) {
      files[name].then(
        bytes => this.#give(name, bytes),
        () => {},
      )
    }
  }

  /** Null once a worker of Python stands ready, else why none can; a frame that is taken away says so, too. */
  preparePython(files: PythonFiles<ArrayBuffer>, base: ArrayBuffer | null): Promise<string | null> {
    for (const name of PYTHON_FILES) this.#give(name, files[name])
    this.send({ type: 'python', base }, base === null ? [] : [base])
    return new Promise(resolve => {
      this.#python = resolve
    })
  }

  #give(name: keyof PythonFiles<unknown>, bytes: ArrayBuffer): void {
    if (this.#disposed || this.#given.has(name)) return
    this.#given.add(name)
    this.send({ type: 'pythonFile', name, bytes })
  }

  /** Takes the frame out of the page: its workers end with it. */
  dispose(): void {
    this.#disposed = true
    this.#port.close()
    this.#element.remove()
    this.#python('the sandbox was taken away')
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
