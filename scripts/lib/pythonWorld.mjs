import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { findBrowser, LAUNCH_ARGS } from '../browser.mjs'
import { ISOLATION_HEADERS, listen } from '../serve.mjs'
import { inRoot } from './root.mjs'

/**
 * @typedef {import('../../src/python/testing/order.testing.ts').Ended} Ended
 * @typedef {import('../../src/python/testing/order.testing.ts').RunOptions} RunOptions
 * @typedef {import('../../src/python/testing/order.testing.ts').WorldMessage} WorldMessage
 * @typedef {import('../../src/program/program.ts').SourceFile} SourceFile
 * @typedef {(stream: 1 | 2, text: string) => void} Hear what a program writes, as it comes
 */

/** What the page serves of Pyodide, and as what. */
const FILES = {
  'pyodide.mjs': 'text/javascript',
  'pyodide.asm.mjs': 'text/javascript',
  'pyodide.asm.wasm': 'application/wasm',
  'python_stdlib.zip': 'application/zip',
  // For a Pyodide that is started as its documentation says, to compare with.
  'pyodide-lock.json': 'application/json',
}

/** The page's own part: it fetches, as the app does for its sandbox, and passes messages on. */
const PAGE = `<!doctype html><link rel="icon" href="data:,"><script type="module">
const text = async path => (await fetch(path)).text()
const url = code => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
const script = url(await text('/world.js'))
const zip = new Uint8Array(await (await fetch('/python_stdlib.zip')).arrayBuffer())
const stdlib = new SharedArrayBuffer(zip.length)
new Uint8Array(stdlib).set(zip)
const assets = {
  module: await WebAssembly.compileStreaming(fetch('/pyodide.asm.wasm')),
  loaderUrl: url(await text('/pyodide.mjs')),
  asmUrl: url(await text('/pyodide.asm.mjs')),
  stdlib,
}
const world = new Worker(script)
world.onmessage = ({ data }) => heard(data)
world.onerror = event => heard({ type: 'broken', message: event.message })
globalThis.ask = order => world.postMessage(order)
ask({ type: 'open', script, assets })
</script>`

/** A page with nothing in it, beside the one that has a world. */
const EMPTY = 'empty.html'

async function bundle() {
  const built = await build({
    root: inRoot(),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: inRoot('src/python/testing/browser.testing.ts'), formats: ['iife'], name: 'weft' },
    },
  })
  const output = Array.isArray(built) ? built[0] : built
  if (output === undefined || !('output' in output)) throw new Error('the test world was not built')
  return output.output[0].code
}

/** @param {string} world */
async function serve(world) {
  /** @type {Readonly<Record<string, { type: string, text: string }>>} */
  const own = {
    '': { type: 'text/html', text: PAGE },
    [EMPTY]: { type: 'text/html', text: '<!doctype html><link rel="icon" href="data:,">' },
    'world.js': { type: 'text/javascript', text: world },
  }
  const server = createServer(async (request, response) => {
    const name = (request.url ?? '/').slice(1)
    const type = own[name]?.type ?? FILES[/** @type {keyof typeof FILES} */ (name)]
    if (type === undefined) return response.writeHead(404).end()
    const body = own[name]?.text ?? (await readFile(inRoot('node_modules/pyodide', name)))
    response.writeHead(200, { ...ISOLATION_HEADERS, 'Content-Type': type }).end(body)
  })
  const port = await listen(server, { host: '127.0.0.1', port: 0, strict: false })
  return { server, url: `http://localhost:${port}/` }
}

/** ms for the page to start its first Python. */
const PATIENCE = 90_000

/** In the page. @param {unknown} order */
const ask = order =>
  /** @type {{ ask(order: unknown): void }} */ (/** @type {unknown} */ (globalThis)).ask(order)

/** @returns {Promise<never>} */
const tooLate = () =>
  new Promise((_, reject) =>
    setTimeout(() => reject(new Error('Python did not start in time.')), PATIENCE).unref(),
  )

/**
 * Python on the real kernel, in a headless Chromium: built and started once, for many programs, one after another.
 * @param {{ log?: (text: string) => void, args?: readonly string[] }} [options] log: what the browser says of itself; args: what it
 *   is started with besides
 */
export async function startPythonWorld({ log = () => {}, args = [] } = {}) {
  const { server, url } = await serve(await bundle())
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    args: [...LAUNCH_ARGS, ...args],
    ...(executablePath === null ? {} : { executablePath }),
  })
  /** @type {(message: WorldMessage) => void} */
  let hear = () => {}
  const page = await browser.newPage()
  page.on('console', message => log(message.text()))
  page.on('pageerror', error => log(String(error)))
  await page.exposeFunction('heard', (/** @type {WorldMessage} */ message) => hear(message))

  /** @param {() => void} begin @param {Hear} write @returns {Promise<WorldMessage>} what ends it */
  const until = (begin, write) =>
    new Promise((resolve, reject) => {
      hear = message => {
        if (message.type === 'output') write(message.stream, message.text)
        else if (message.type === 'broken') reject(new Error(message.message))
        else resolve(message)
      }
      begin()
    })
  const close = async () => {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }

  /** @type {{ bytes: number, time: number }} */
  let base
  try {
    const opening = until(
      () => void page.goto(url),
      () => {},
    )
    const opened = await Promise.race([opening, tooLate()])
    if (opened.type !== 'opened') throw new Error(`the world answers ${opened.type}`)
    base = { bytes: opened.baseBytes, time: opened.baseTime }
  } catch (error) {
    await close()
    throw error
  }
  return {
    /** Of the base snapshot: bytes, and ms that it took. */
    base,
    close,
    /** For what is measured beside it, in the same browser. */
    browser,
    page,
    emptyPage: url + EMPTY,
    /** ms from the making of so many workers at once until each has a Python, started from the base snapshot. @param {number} count */
    async timeStarts(count) {
      const message = await until(
        () => void page.evaluate(ask, { type: 'starts', count }),
        () => {},
      )
      if (message.type !== 'started') throw new Error(`the world answers ${message.type}`)
      return message.time
    },
    /**
     * @param {readonly SourceFile[]} files the first one is run
     * @param {RunOptions} [options]
     * @param {Hear} [write]
     * @returns {Promise<Ended & { stdout: string, stderr: string }>}
     */
    async run(files, options = {}, write = () => {}) {
      const texts = { 1: '', 2: '' }
      const message = await until(
        () => void page.evaluate(ask, { type: 'run', files, options }),
        (stream, text) => {
          texts[stream] += text
          write(stream, text)
        },
      )
      if (message.type !== 'ended') throw new Error(`the world answers ${message.type}`)
      return { ...message.ended, stdout: texts[1], stderr: texts[2] }
    },
  }
}
