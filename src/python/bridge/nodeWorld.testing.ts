import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { nodeHost } from '../../kernel/testing/host.testing.ts'
import {
  type Platform,
  runScenario,
  type WorldOptions,
  type WorldResult,
} from '../../kernel/testing/world.testing.ts'

let workerUrl: Promise<URL> | undefined

/** The worker's text, bundled once: Node cannot load TypeScript in workers. */
function bundleWorker(): Promise<URL> {
  workerUrl ??= (async () => {
    const entry = fileURLToPath(new URL('./worker.testing.ts', import.meta.url))
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        minify: false,
        target: 'es2022',
        rollupOptions: { external: [/^node:/] },
        lib: { entry, formats: ['es'], fileName: 'worker' },
      },
    })
    const output = Array.isArray(built) ? built[0] : built
    if (output === undefined || !('output' in output)) throw new Error('the worker was not built')
    return new URL(`data:text/javascript,${encodeURIComponent(output.output[0].code)}`)
  })()
  return workerUrl
}

/** Runs a scenario of the bridge (see `scenarios.testing.ts`) to its end, each process in a worker of Node. */
export async function runBridge(scenario: string, options: WorldOptions = {}): Promise<WorldResult> {
  const url = await bundleWorker()
  const node: Platform = {
    host: nodeHost({}),
    start(order, hear, failed) {
      const worker = new Worker(url, { workerData: order })
      worker.on('message', hear)
      worker.on('error', error => failed(String(error)))
      return { terminate: () => worker.terminate() }
    },
  }
  return runScenario(node, scenario, { green: true, ...options })
}
