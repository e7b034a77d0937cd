import type { PythonAssets } from '../runtime/boot.ts'
import type { WorkerOrder, WorldMessage, WorldOrder } from './order.testing.ts'
import { runProgram } from './run.testing.ts'
import { makeBaseInWorker, Stock } from './stock.testing.ts'
import { hearOrder } from './worker.testing.ts'

/*
 * The test world of Python in a browser. One script is both kinds of worker: the world, a worker of the page that runs one
 * program after another, and the processes, its nested workers, all from the same blob.
 */

let stock: Stock | null = null
const tell = (message: WorldMessage): void => postMessage(message)

async function hearPage(order: WorldOrder): Promise<void> {
  try {
    if (order.type === 'open') {
      const assets: PythonAssets = { ...order.assets, base: null }
      const since = performance.now()
      const base = await makeBaseInWorker(order.script, assets)
      const baseTime = performance.now() - since
      stock = new Stock(order.script, { ...assets, base })
      tell({ type: 'opened', baseBytes: base.byteLength, baseTime })
      return
    }
    if (stock === null) throw new Error('the world is not open yet')
    if (order.type === 'starts') {
      tell({ type: 'started', time: await stock.timeStarts(order.count) })
      return
    }
    const ended = await runProgram(stock, order.files, order.options, tell)
    // Where the browser was started with this, so that what a run really leaves can be told from its garbage.
    ;(globalThis as { gc?: () => void }).gc?.()
    tell({ type: 'ended', ended })
  } catch (error) {
    tell({ type: 'broken', message: error instanceof Error ? `${error.stack}` : String(error) })
  }
}

self.onmessage = ({ data }: MessageEvent<WorldOrder | WorkerOrder>) => {
  if ('role' in data) hearOrder(data)
  else hearPage(data)
}
