import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'

/** How a scenario of the kernel's test world ended in the browser. */
export interface Ended {
  readonly status: string
  readonly results: readonly unknown[]
  readonly errors: readonly string[]
  readonly blocked: readonly { readonly operation: string; readonly object: string }[]
  readonly schedule: readonly number[]
}

/** A page, cross-origin isolated, whose `runWorld` starts the kernel's test world in a worker. */
export interface KernelServer {
  readonly url: string
  close(): Promise<void>
}

const PAGE = `<!doctype html><title>kernel</title><script type="module">
const blob = new Blob([await (await fetch('/world.js')).text()], { type: 'text/javascript' })
const script = URL.createObjectURL(blob)
globalThis.runWorld = (scenario, options) => new Promise((resolve, reject) => {
  const world = new Worker(script)
  world.onmessage = ({ data }) => (world.terminate(), resolve(data))
  world.onerror = event => reject(new Error(event.message))
  world.postMessage({ role: 'world', script, scenario, options })
})
document.title = 'ready'
</script>`

export async function serveKernel(): Promise<KernelServer> {
  const config = 'src/kernel/testing/browserBuild.testing.ts'
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', config]
  const building = spawn(process.execPath, vite, { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(building, 'exit')
  if (code !== 0) throw new Error('the test world was not built')
  const world = await readFile('.cache/kernelTest/world.js')
  const server = createServer((request, response) => {
    const script = request.url === '/world.js'
    response.writeHead(200, {
      'Content-Type': script ? 'text/javascript' : 'text/html',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    })
    response.end(script ? world : PAGE)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Runs a scenario of `src/kernel/testing/scenarios.testing.ts` on the page. */
export async function runInPage(
  page: Page,
  scenario: string,
  args: readonly unknown[] = [],
  plan: object = {},
  patience = 20_000,
): Promise<Ended> {
  await page.waitForFunction(() => document.title === 'ready')
  return page.evaluate(
    ([scenario, options]) =>
      (globalThis as unknown as { runWorld(scenario: string, options: object): Promise<Ended> }).runWorld(
        scenario,
        options,
      ),
    [scenario, { args, plan, patience }] as const,
  )
}
