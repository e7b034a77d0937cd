import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** `sandboxTest`: the real workers. `policyTest`: workers that keep every way out, so that only the policy stops them. */
export type Mode = 'sandboxTest' | 'policyTest'
/** Served by the dev server, or built for production and served by the preview. */
export type Stage = 'dev' | 'built'

export interface Served {
  /** Address of the test page. */
  readonly url: string
  close(): Promise<void>
}

const VITE = 'node_modules/vite/bin/vite.js'

/** `wheels`: a folder of packages for Python programs, for which the page is built into a folder of its own. */
export async function serve(mode: Mode, stage: Stage, wheels?: string): Promise<Served> {
  const outDir = wheels === undefined ? `.cache/${mode}` : `.cache/${mode}-wheels`
  const env = wheels === undefined ? {} : { WEFT_WHEELS: wheels }
  if (stage === 'built') {
    const args = ['build', '--mode', mode, '--outDir', outDir, '--logLevel', 'error']
    const [code] = await once(vite(args, env), 'exit')
    if (code !== 0) throw new Error(`vite build --mode ${mode} failed`)
  }
  const port = await freePort()
  const where = ['--mode', mode, '--port', String(port), '--strictPort', '--logLevel', 'error']
  const server = vite(stage === 'dev' ? where : ['preview', '--outDir', outDir, ...where], env)
  const url = `http://localhost:${port}/e2e/support/sandbox.html`
  await answers(url)
  return {
    url,
    async close() {
      server.kill()
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    },
  }
}

/** A server that should hear nothing. */
export interface Canary {
  readonly port: number
  /** What it has heard: connections and requests. */
  readonly heard: readonly string[]
  close(): Promise<void>
}

export async function startCanary(): Promise<Canary> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end()
  })
  server.on('connection', () => heard.push('connection'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function vite(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [VITE, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const found = await fetch(url).then(
      response => response.ok,
      () => false,
    )
    if (found) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`${url} does not answer`)
}
