import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'

/** What WebDriver BiDi answers: `type` tells whether it is a success. */
interface Answer {
  readonly id?: number
  readonly type: 'success' | 'error' | 'event'
  readonly result?: unknown
  readonly error?: string
  readonly message?: string
}

const CLOSED = 'Firefox has closed the connection.'

/** ms for the browser to start. */
const START_MS = 60_000

/**
 * An installed Firefox, headless, driven by WebDriver BiDi: Playwright would have to download one of its own, which is no
 * Firefox that anybody uses.
 */
export class Firefox {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #socket: WebSocket
  readonly #waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >()
  #last = 0
  #context = ''

  private constructor(browser: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = browser
    this.#profile = profile
    this.#socket = socket
    socket.on('message', data => this.#hear(JSON.parse(String(data)) as Answer))
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(CLOSED))
    })
  }

  static async launch(path: string): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), 'weft-firefox-'))
    const browser = spawn(
      path,
      ['--headless', '--remote-debugging-port=0', '--profile', profile, 'about:blank'],
      {
        // Where it would otherwise keep what it finds in its user's home.
        env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    try {
      const socket = new WebSocket(`${await addressOf(browser)}/session`)
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
      const firefox = new Firefox(browser, profile, socket)
      await firefox.#send('session.new', { capabilities: {} })
      const { contexts } = (await firefox.#send('browsingContext.getTree', {})) as {
        contexts: readonly { context: string }[]
      }
      firefox.#context = contexts[0]?.context ?? ''
      return firefox
    } catch (error) {
      await end(browser, profile)
      throw error
    }
  }

  /** Leaves the page for another one, also where they differ by their hashes alone. */
  async open(url: string): Promise<void> {
    for (const next of ['about:blank', url]) {
      await this.#send('browsingContext.navigate', { context: this.#context, url: next, wait: 'complete' })
    }
  }

  /** What an expression comes to, a promise's value included; it must be a text. */
  async text(expression: string): Promise<string> {
    const { result, exceptionDetails } = (await this.#send('script.evaluate', {
      expression,
      target: { context: this.#context },
      awaitPromise: true,
    })) as { result?: { value?: string }; exceptionDetails?: { text: string } }
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text)
    return result?.value ?? ''
  }

  async close(): Promise<void> {
    this.#socket.close()
    await end(this.#process, this.#profile)
  }

  #send(method: string, params: object): Promise<unknown> {
    if (this.#socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error(CLOSED))
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id ?? 0)
    if (waiting === undefined) return
    this.#waiting.delete(answer.id ?? 0)
    if (answer.type === 'error') waiting.reject(new Error(`${answer.error}: ${answer.message}`))
    else waiting.resolve(answer.result)
  }
}

async function end(browser: ChildProcess, profile: string): Promise<void> {
  if (browser.exitCode === null && browser.signalCode === null) {
    const ended = new Promise(resolve => browser.once('exit', resolve))
    browser.kill()
    await ended
  }
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
}

/** It says on stderr where it listens. */
function addressOf(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`Firefox does not start: ${said}`)), START_MS)
    const failed = (error: Error): void => {
      clearTimeout(late)
      reject(error)
    }
    browser.once('error', failed)
    browser.once('exit', code => failed(new Error(`Firefox has ended with ${code}: ${said}`)))
    browser.stderr?.on('data', data => {
      said += String(data)
      const address = /WebDriver BiDi listening on (\S+)/.exec(said)?.[1]
      if (address === undefined) return
      clearTimeout(late)
      resolve(address)
    })
  })
}
