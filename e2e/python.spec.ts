import { expect, type Page, test } from '@playwright/test'
import { SandboxPage } from './support/sandboxPage.ts'
import { type Served, serve } from './support/sandboxServer.ts'

/** What a run is to come to, beside its output. */
const FINISHED = { kind: 'finished', exitCode: 0 }

let served: Served
test.beforeAll(async () => {
  served = await serve('sandboxTest', 'built')
})
test.afterAll(() => served.close())

async function open(page: Page): Promise<SandboxPage> {
  const sandbox = new SandboxPage(page)
  await sandbox.open(served.url)
  return sandbox
}

/** Runs a program to its end: how that was, and what it printed. */
async function run(sandbox: SandboxPage, code: string, plan: object = {}): Promise<[unknown, string]> {
  await sandbox.start(code, { maxProcesses: 8, ...plan }, 'py')
  const outcome = await sandbox.outcome()
  return [outcome, await sandbox.output()]
}

const HELLO = 'print("Hello from Python")'

test('a first visit fetches Python and starts it; a later one finds all of that kept', async ({ page }) => {
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  const first = await open(page)
  expect(asked.filter(path => path.startsWith('/python/'))).toEqual([])
  expect(await run(first, HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
  expect(await first.preparation()).toEqual(['download', 'compile', 'start'])
  expect(asked.filter(path => path.startsWith('/python/'))).toHaveLength(5)
  expect(await run(first, 'print(6 * 7)')).toEqual([FINISHED, '42\n'])
  expect(await first.preparation()).toEqual([])
  const kept = await page.evaluate(async () => {
    const cache = await caches.open('weft-python')
    return (await cache.keys()).length
  })
  expect(kept).toBe(1)
  expect(await run(await open(page), HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
})

test('a damaged base snapshot is found out, and made anew', async ({ page }) => {
  expect(await run(await open(page), HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
  // Sealed as it should be, but no snapshot: only a worker that tries to start from it can tell.
  await page.evaluate(async () => {
    const cache = await caches.open('weft-python')
    const [key] = await cache.keys()
    if (key === undefined) throw new Error('nothing is kept')
    const seal = `1 4 ${(Math.imul(0x811c9dc5 ^ 1, 0x01000193) >>> 0).toString()}`
    await cache.put(key, new Response(new Uint8Array([1, 0, 0, 0]), { headers: { 'X-Weft-Seal': seal } }))
  })
  expect(await run(await open(page), HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const cache = await caches.open('weft-python')
        const [key] = await cache.keys()
        const kept = key && (await cache.match(key))
        return (await kept?.arrayBuffer())?.byteLength ?? 0
      }),
    )
    .toBeGreaterThan(1e6)
})

test('Python that cannot be fetched is a problem that says what is missing, and the next run tries again', async ({
  page,
}) => {
  const sandbox = await open(page)
  await page.route('**/*.zip', route => route.abort())
  const [outcome] = await run(sandbox, HELLO)
  expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'python.assets' } })
  expect(JSON.stringify(outcome)).toContain('python_stdlib.zip')
  await page.unroute('**/*.zip')
  expect(await run(sandbox, HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
})

test('a program without a main guard maps over a pool of forked processes', async ({ page }) => {
  const code = `
from multiprocessing import Pool
factor = 3
def times(n):
    return n * factor
with Pool(2) as pool:
    print(pool.map(times, range(5)))
`
  expect(await run(await open(page), code)).toEqual([FINISHED, '[0, 3, 6, 9, 12]\n'])
})

test('spawn without a main guard raises as in CPython', async ({ page }) => {
  const code = `
from multiprocessing import Process
def work():
    print("working")
p = Process(target=work)
p.start()
p.join()
`
  const [, output] = await run(await open(page), code, { startMethod: 'spawn' })
  expect(output).toContain('An attempt has been made to start a new process before the')
  expect(output).toContain("if __name__ == '__main__':")
})

test('a deadlock is told instead of waited out', async ({ page }) => {
  const code = `
import threading, time
a, b = threading.Lock(), threading.Lock()
def take(first, second):
    with first:
        time.sleep(0.1)
        with second:
            pass
one = threading.Thread(target=take, args=(a, b))
two = threading.Thread(target=take, args=(b, a))
one.start(); two.start()
one.join(); two.join()
`
  const [outcome] = await run(await open(page), code)
  expect(outcome).toMatchObject({ kind: 'deadlocked' })
})

test('Stop once is Ctrl-C: the program can tidy up, and ends as it likes', async ({ page }) => {
  const sandbox = await open(page)
  const code = `
import time
try:
    print("waiting", flush=True)
    while True:
        time.sleep(0.05)
except KeyboardInterrupt:
    print("tidied up")
`
  await sandbox.start(code, {}, 'py')
  await expect(page.locator('#output')).toHaveText(/waiting/, { timeout: 30_000 })
  await sandbox.interrupt()
  expect(await sandbox.outcome()).toEqual(FINISHED)
  expect(await sandbox.output()).toBe('waiting\ntidied up\n')
})

test('a program that will not hear of Ctrl-C is stopped all the same', async ({ page }) => {
  const sandbox = await open(page)
  const code = `
while True:
    try:
        print("on", flush=True)
        while True:
            pass
    except KeyboardInterrupt:
        print("never", flush=True)
`
  await sandbox.start(code, {}, 'py')
  await expect(page.locator('#output')).toHaveText(/on/, { timeout: 30_000 })
  await sandbox.interrupt()
  await expect(page.locator('#output')).toHaveText(/never/)
  await sandbox.stop()
  expect(await sandbox.outcome()).toEqual({ kind: 'stopped', by: 'person' })
})

test('what a person types is what input() returns, until there is no more', async ({ page }) => {
  const sandbox = await open(page)
  const code = `
name = input("Name? ")
print("Hello,", name)
try:
    input()
except EOFError:
    print("no more")
`
  await sandbox.start(code, {}, 'py')
  await expect(page.locator('#output')).toHaveText(/Name\?/, { timeout: 30_000 })
  await sandbox.type('Ada')
  await expect(page.locator('#output')).toHaveText(/Hello, Ada/)
  await sandbox.type(null)
  expect(await sandbox.outcome()).toEqual(FINISHED)
  expect(await sandbox.output()).toBe('Name? Hello, Ada\nno more\n')
})

test('TypeScript runs after Python and Python after TypeScript, in the same page', async ({ page }) => {
  const sandbox = await open(page)
  const typeScript =
    'export default () => ({ files: [], async evaluate() { throw new Error("from TypeScript") } })'
  for (let round = 0; round < 2; round++) {
    await sandbox.start(typeScript)
    expect(JSON.stringify(await sandbox.outcome())).toContain('from TypeScript')
    expect(await run(sandbox, HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
  }
})
