import { Worker } from 'node:worker_threads'
import { bundleWorker } from '../../kernel/testing/bundleWorker.testing.ts'
import { nodeHost } from '../../kernel/testing/host.testing.ts'
import {
  type Platform,
  runScenario,
  type WorldOptions,
  type WorldResult,
} from '../../kernel/testing/world.testing.ts'

let workerUrl: Promise<URL> | undefined

/** Bundled once. */
function workerCode(): Promise<URL> {
  workerUrl ??= bundleWorker(new URL('./worker.testing.ts', import.meta.url)).then(
    code => new URL(`data:text/javascript,${encodeURIComponent(code)}`),
  )
  return workerUrl
}

/** Runs a scenario of the bridge (see `scenarios.testing.ts`) to its end, each process in a worker of Node. */
export async function runBridge(scenario: string, options: WorldOptions = {}): Promise<WorldResult> {
  const url = await workerCode()
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
