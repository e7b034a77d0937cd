import { Worker } from 'node:worker_threads'
import { bundleWorker } from './bundleWorker.testing.ts'
import { nodeHost } from './host.testing.ts'
import { type Platform, runScenario, type WorldOptions, type WorldResult } from './world.testing.ts'

let workerUrl: Promise<URL> | undefined

/** Bundled once. */
function workerCode(): Promise<URL> {
  workerUrl ??= bundleWorker(new URL('./worker.testing.ts', import.meta.url)).then(
    code => new URL(`data:text/javascript,${encodeURIComponent(code)}`),
  )
  return workerUrl
}

/** Runs a scenario to its end with workers of Node. */
export async function runWorld(scenario: string, options?: WorldOptions): Promise<WorldResult> {
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
  return runScenario(node, scenario, options)
}
