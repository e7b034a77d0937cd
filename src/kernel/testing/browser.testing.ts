import { TraceDecoder } from '../../trace/decode.ts'
import { testHost } from './host.testing.ts'
import { type ProcessMessage, type ProcessOrder, runProcess } from './processBody.testing.ts'
import { type Platform, runScenario, type WorldOptions } from './world.testing.ts'

/**
 * The test world in a browser. One script is both kinds of worker: the world, a worker of the page, and the processes, its
 * nested workers, all from the same blob.
 */
type Order =
  | { readonly role: 'process'; readonly order: ProcessOrder }
  | {
      readonly role: 'world'
      /** Where this script lies. */
      readonly script: string
      readonly scenario: string
      readonly options: WorldOptions
    }

/** ms for which a terminated worker may go on. Its slot is not used again before, as in the product. */
const ZOMBIE_TIME = 3000

const { port1, port2 } = new MessageChannel()
const callbacks: (() => void)[] = []
port1.onmessage = () => callbacks.shift()?.()

/** A macrotask, without the 4 ms that nested timers wait. */
function later(callback: () => void, ms = 0): void {
  if (ms > 0) setTimeout(callback, ms)
  else {
    callbacks.push(callback)
    port2.postMessage(null)
  }
}

const browser = (script: string): Platform => ({
  host: testHost(later, {}),
  start(order, hear, failed) {
    const worker = new Worker(script)
    worker.onmessage = ({ data }: MessageEvent<ProcessMessage>) => hear(data)
    worker.onerror = event => failed(event.message)
    worker.postMessage({ role: 'process', order } satisfies Order)
    return {
      async terminate(killed) {
        worker.terminate()
        if (killed) await new Promise(resolve => setTimeout(resolve, ZOMBIE_TIME))
      },
    }
  },
})

async function answer(order: Order & { role: 'world' }): Promise<void> {
  try {
    const { words, ...world } = await runScenario(browser(order.script), order.scenario, order.options)
    const decoder = new TraceDecoder({ cores: 4 })
    for (const batch of words) decoder.add(batch.slot, batch.words)
    decoder.finish()
    postMessage({ ...world, schedule: decoder.model.schedule })
  } catch (error) {
    postMessage({ errors: [String(error)] })
  }
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  if (data.role === 'world') answer(data)
  else {
    const { order } = data
    runProcess(
      order,
      overrides => testHost(later, overrides, order.epoch),
      message => postMessage(message),
    )
  }
}
