import { expect, type Page } from '@playwright/test'
import { FINISHED, test } from './support/pythonWorld.ts'
import { SandboxPage } from './support/sandboxPage.ts'
import type { Served } from './support/sandboxServer.ts'

async function open(page: Page, { url }: Served): Promise<SandboxPage> {
  const sandbox = new SandboxPage(page)
  await sandbox.open(url)
  return sandbox
}

const HELLO = 'print("Hello from Python")'

/** How many base snapshots are kept for the next visit. They are written when a run has begun. */
const countKept = (page: Page): Promise<number> =>
  page.evaluate(async () => (await (await caches.open('weft-python')).keys()).length)

test('a first visit fetches Python and starts it; a later one finds all of that kept', async ({
  page,
  servedSandbox,
}) => {
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  const first = await open(page, servedSandbox)
  expect(asked.filter(path => path.startsWith('/python/'))).toEqual([])
  expect(await first.runPython(HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
  expect(await first.preparation()).toEqual(['download', 'compile', 'start'])
  expect(asked.filter(path => path.startsWith('/python/'))).toHaveLength(5)
  expect(await first.runPython('print(6 * 7)')).toEqual([FINISHED, '42\n'])
  expect(await first.preparation()).toEqual([])
  await expect.poll(() => countKept(page)).toBe(1)
  expect(await (await open(page, servedSandbox)).runPython(HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
})

test('a damaged base snapshot is found out, and made anew', async ({ page, servedSandbox }) => {
  expect(await (await open(page, servedSandbox)).runPython(HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
  await expect.poll(() => countKept(page)).toBe(1)
  // Sealed as it should be, but no snapshot: only a worker that tries to start from it can tell.
  await page.evaluate(async () => {
    const cache = await caches.open('weft-python')
    const [key] = await cache.keys()
    if (key === undefined) throw new Error('nothing is kept')
    const seal = `1 4 ${(Math.imul(0x811c9dc5 ^ 1, 0x01000193) >>> 0).toString()}`
    await cache.put(key, new Response(new Uint8Array([1, 0, 0, 0]), { headers: { 'X-Weft-Seal': seal } }))
  })
  expect(await (await open(page, servedSandbox)).runPython(HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
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
  servedSandbox,
}) => {
  const sandbox = await open(page, servedSandbox)
  await page.route('**/*.zip', route => route.abort())
  const [outcome] = await sandbox.runPython(HELLO)
  expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'python.assets' } })
  expect(JSON.stringify(outcome)).toContain('python_stdlib.zip')
  await page.unroute('**/*.zip')
  expect(await sandbox.runPython(HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
})

test('TypeScript runs after Python and Python after TypeScript, in the same page', async ({
  pythonSandbox: sandbox,
}) => {
  const typeScript =
    'export default () => ({ files: [], async evaluate() { throw new Error("from TypeScript") } })'
  for (let round = 0; round < 2; round++) {
    await sandbox.start(typeScript)
    expect(JSON.stringify(await sandbox.outcome())).toContain('from TypeScript')
    expect(await sandbox.runPython(HELLO)).toEqual([FINISHED, 'Hello from Python\n'])
  }
})
