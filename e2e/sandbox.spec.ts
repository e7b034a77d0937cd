import { expect, test } from '@playwright/test'
import { SandboxPage } from './support/sandboxPage.ts'
import { type Canary, type Served, type Stage, serve, startCanary } from './support/sandboxServer.ts'

/** Each attempt to get out, by name; the values are expressions of user code. HOST is the canary's address. */
const ESCAPES: Readonly<Record<string, string>> = {
  fetch: "fetch('http://HOST/fetch')",
  'fetch without cors': "fetch('http://HOST/nocors', { mode: 'no-cors' })",
  'synchronous XMLHttpRequest':
    "(() => { const x = new XMLHttpRequest(); x.open('GET', 'http://HOST/xhr', false); x.send() })()",
  XMLHttpRequest:
    "opens((() => { const x = new XMLHttpRequest(); x.open('GET', 'http://HOST/x'); x.send(); return x })())",
  WebSocket: "opens(new WebSocket('ws://HOST/ws'))",
  EventSource: "opens(new EventSource('http://HOST/es'))",
  importScripts: "importScripts('http://HOST/is.js')",
  'remote import': "import('http://HOST/im.js')",
  'remote import inside a blob':
    "import(URL.createObjectURL(new Blob(['import \"http://HOST/imb.js\"'], { type: 'text/javascript' })))",
  'remote worker': "opens(new Worker('http://HOST/w.js'))",
  'fetch in a nested worker':
    'says(new Worker(URL.createObjectURL(new Blob([\'fetch("http://HOST/n").then(() => postMessage(true), () => postMessage(false))\']))))',
  eval: "(0, eval)('1')",
  'new Function': "new Function('return 1')()",
  indexedDB: "opens(indexedDB.open('x'))",
  'cache storage': "caches.open('x')",
  'file system': 'navigator.storage.getDirectory()',
}

const attempts = (host: string): string => `
const opens = target => new Promise((resolve, reject) => {
  target.onopen = target.onload = target.onsuccess = target.onmessage = resolve
  target.onerror = () => reject(new Error('error event'))
  setTimeout(reject, 1500, new Error('nothing happened'))
})
const says = worker => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => (data ? resolve() : reject(new Error('refused')))
  worker.onerror = () => reject(new Error('error event'))
  setTimeout(reject, 1500, new Error('nothing happened'))
})
const escapes = {
${Object.entries(ESCAPES)
  .map(([name, attempt]) => `  ${JSON.stringify(name)}: () => ${attempt.replaceAll('HOST', host)},`)
  .join('\n')}
}
export default async () => {
  const done = []
  for (const [name, attempt] of Object.entries(escapes)) {
    try { await attempt(); done.push(name) } catch {}
  }
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])
  return {
    done,
    wasm: (await WebAssembly.instantiate(empty)).instance instanceof WebAssembly.Instance,
    shared: new SharedArrayBuffer(8).byteLength === 8,
    isolated: crossOriginIsolated,
    origin: self.origin,
  }
}`

/** The same out of Python, by its module `js`, by JavaScript that it evaluates, and by the ways of its own library. */
const PYTHON_ESCAPES: Readonly<Record<string, string>> = {
  fetch: "run_sync(js.fetch('http://HOST/fetch'))",
  'fetch by evaluated code': 'run_sync(run_js("fetch(\'http://HOST/code\')"))',
  'fetch without cors': "run_sync(run_js(\"fetch('http://HOST/nocors', { mode: 'no-cors' })\"))",
  'fetch of a prototype':
    'run_sync(run_js("WorkerGlobalScope.prototype.fetch.call(self, \'http://HOST/proto\')"))',
  XMLHttpRequest: "js.XMLHttpRequest.new().open('GET', 'http://HOST/xhr', False)",
  WebSocket: "js.WebSocket.new('ws://HOST/ws')",
  EventSource: "js.EventSource.new('http://HOST/es')",
  importScripts: "js.importScripts('http://HOST/is.js')",
  'remote import': 'run_sync(run_js("import(\'http://HOST/im.js\')"))',
  'remote worker': "js.Worker.new('http://HOST/w.js')",
  'nested worker': "js.Worker.new(js.URL.createObjectURL(js.Blob.new(['postMessage(1)'])))",
  indexedDB: "js.indexedDB.open('x')",
  'cache storage': "run_sync(js.caches.open('x'))",
  'file system': 'run_sync(js.navigator.storage.getDirectory())',
  'message to the frame': "js.postMessage('x')",
  urllib: "__import__('urllib.request').request.urlopen('http://HOST/ul')",
  'pyodide.http': "__import__('pyodide.http').http.open_url('http://HOST/ou')",
  pyfetch: "run_sync(__import__('pyodide.http').http.pyfetch('http://HOST/pf'))",
  socket: "__import__('socket').create_connection(('127.0.0.1', PORT), 1)",
  package: "run_sync(__import__('pyodide_js').loadPackage('http://HOST/x-1-py3-none-any.whl'))",
}

const pythonAttempts = (host: string): string => `
import json, js
from pyodide.code import run_js
from pyodide.ffi import run_sync
escapes = {
${Object.entries(PYTHON_ESCAPES)
  .map(
    ([name, attempt]) =>
      `  ${JSON.stringify(name)}: lambda: ${attempt.replaceAll('HOST', host).replaceAll('PORT', host.split(':')[1] ?? '')},`,
  )
  .join('\n')}
}
done = []
for name, attempt in escapes.items():
  try:
    attempt()
    done.append(name)
  except BaseException:
    pass
print(json.dumps([len(escapes), done]))
`

/** What the bare worker tells is the message of a problem of this code; any other is a real one. */
function report(problem: { code: string; message: string } | undefined): unknown {
  return problem?.code === 'test' ? JSON.parse(problem.message) : problem
}

for (const stage of ['dev', 'built'] satisfies Stage[]) {
  test.describe(stage === 'dev' ? 'on the dev server' : 'in the production build', () => {
    let served: Served
    let canary: Canary
    test.beforeAll(async () => {
      served = await serve('policyTest', stage)
    })
    test.beforeEach(async () => {
      canary = await startCanary()
    })
    test.afterEach(() => canary.close())
    test.afterAll(() => served.close())

    test('no way out of a worker is open, and a server that listens hears nothing', async ({ page }) => {
      const sandbox = new SandboxPage(page)
      await sandbox.open(served.url)
      await sandbox.start(attempts(`127.0.0.1:${canary.port}`))
      const { problem } = await sandbox.outcome()
      expect(report(problem)).toEqual({
        done: [],
        wasm: true,
        shared: true,
        isolated: true,
        origin: 'null',
      })
      expect(canary.heard).toEqual([])
      await fetch(`http://127.0.0.1:${canary.port}/control`)
      expect(canary.heard).toContain('GET /control')
    })

    test('the frame can neither navigate away nor open another frame', async ({ page }) => {
      const sandbox = new SandboxPage(page)
      await sandbox.open(served.url)
      await sandbox.start('export default async () => 1')
      await sandbox.outcome()
      const [frame] = page.frames().filter(frame => frame !== page.mainFrame())
      const address = `http://127.0.0.1:${canary.port}`
      await frame?.evaluate(address => {
        const image = new Image()
        image.src = `${address}/image`
        return fetch(`${address}/fetch`).catch(() => {})
      }, address)
      await page.waitForTimeout(300)
      expect(canary.heard).toEqual([])
      await frame?.evaluate(address => {
        const inner = document.createElement('iframe')
        inner.src = `${address}/inner`
        document.body.append(inner)
        location.href = `${address}/self`
      }, address)
      await page.waitForTimeout(500)
      // Chromium opens a connection ahead of a navigation that it then refuses; no request may follow on it.
      expect(canary.heard.filter(what => what !== 'connection')).toEqual([])
    })

    test('the app itself refuses inline code, and data URLs once it knows that blob URLs are enough', async ({
      page,
    }) => {
      const sandbox = new SandboxPage(page)
      await sandbox.open(served.url)
      const policies = page.locator('meta[http-equiv="Content-Security-Policy"]')
      await expect(policies.first()).toHaveAttribute(
        'content',
        /default-src 'self'; script-src 'self' 'sha256-/,
      )
      const tried = await page.evaluate(
        () =>
          new Promise(resolve => {
            const script = document.createElement('script')
            script.textContent = 'document.body.dataset.inline = "ran"'
            document.body.append(script)
            setTimeout(() => resolve(document.body.dataset.inline ?? 'refused'), 50)
          }),
      )
      expect(tried).toBe('refused')
      await sandbox.start('export default async () => 1')
      await sandbox.outcome()
      await expect(policies).toHaveCount(2)
      const data = await page.evaluate(
        () =>
          new Promise(resolve => {
            const script = document.createElement('script')
            script.src = 'data:text/javascript,1'
            script.onload = () => resolve('ran')
            script.onerror = () => resolve('refused')
            document.body.append(script)
          }),
      )
      expect(data).toBe('refused')
    })
  })
}

test.describe('out of Python', () => {
  let served: Served
  let canary: Canary
  test.beforeAll(async () => {
    served = await serve('sandboxTest', 'built')
    canary = await startCanary()
  })
  test.afterAll(() => Promise.all([canary.close(), served.close()]))

  test('no way is open, and a server that listens hears nothing', async ({ page }) => {
    const sandbox = new SandboxPage(page)
    await sandbox.open(served.url)
    await sandbox.start(pythonAttempts(`127.0.0.1:${canary.port}`), {}, 'py')
    expect(await sandbox.outcome()).toEqual({ kind: 'finished', exitCode: 0 })
    // Python may say more of what it was refused.
    const said = (await sandbox.output()).trimEnd().split('\n').at(-1) ?? ''
    expect(JSON.parse(said)).toEqual([Object.keys(PYTHON_ESCAPES).length, []])
    expect(canary.heard).toEqual([])
  })
})
