import { parentPort, workerData } from 'node:worker_threads'
import { Kernel } from '../../kernel/kernel.ts'
import { GreenLanes } from '../../kernel/scheduling/greenLanes.ts'
import { nodeHost } from '../../kernel/testing/host.testing.ts'
import {
  nextResult,
  type ProcessMessage,
  type ProcessOrder,
} from '../../kernel/testing/processBody.testing.ts'
import { serveWorker } from '../../kernel/testing/serveWorker.testing.ts'
import { defaultPlan } from '../../program/plan.ts'
import { firstDifference } from '../runtime/firstDifference.ts'
import { readPayload } from '../runtime/hooks.ts'
import { settingsText } from '../runtime/settings.ts'
import { createBridge } from './createBridge.ts'
import { scenarios, TestProcess } from './scenarios.testing.ts'

const order = workerData as ProcessOrder
const post = (message: ProcessMessage): void => parentPort?.postMessage(message)
const result = (value: unknown): void => post({ kind: 'result', value, number: nextResult(order) })

/** A process that is Python as far as the bridge can tell: a heap, and threads that are async functions. */
async function run(): Promise<void> {
  const host = nodeHost(
    {
      requestWorker: () => post({ kind: 'requestWorker' }),
      requestKill: slot => post({ kind: 'kill', slot }),
    },
    order.epoch,
  )
  const kernel = Kernel.attach(order.arena, order.slot, host)
  post({ kind: 'attached' })
  const start = kernel.waitForClaim()
  const memory = new WebAssembly.Memory({ initial: 4 })
  const heap = new Uint8Array(memory.buffer)
  // Room for what the bridge needs, beyond what scenarios use.
  let room = heap.length / 2
  const lanes = new GreenLanes(kernel)
  const files = [{ path: 'main.py', text: 'one\ntwo\n' }]
  const process = {
    name: start.process.name,
    daemon: false,
    first: start.main,
    started_by: start.startMethod,
    wheels: [],
    others: [],
    refused: [],
  }
  const part = createBridge(lanes, {
    settings: settingsText(files, defaultPlan(4), process),
    greenThread: thread => async () => {
      await thread()
    },
    copyMemory(copied) {
      const copy = heap.slice()
      copied()
      test.afterCopy()
      return copy
    },
    discardMemory: () => test.letGo.push('discarded'),
    forgetMemory: () => test.letGo.push('forgotten'),
    heap: () => heap,
    allocate(bytes) {
      room += (bytes + 7) & ~7
      return room - ((bytes + 7) & ~7)
    },
    free: () => {},
    firstDifference: firstDifference(memory),
    siteOf: (_file, line) => line,
    exit(code) {
      kernel.exit(code)
      throw new Error('ended')
    },
    report: problem => result(problem.message),
  })
  const test = new TestProcess(part, heap, lanes, result)
  let name = order.scenario
  let args = order.args
  if (!start.main) {
    const { memory, body } = readPayload(start.payload)
    heap.set(memory)
    const said = part.inherit(body)
    name = start.name
    args = memory.length > 0 ? [] : (JSON.parse(new TextDecoder().decode(said)) as unknown[])
  }
  let exitCode = 0
  try {
    const code = await scenarios[name]?.(test, ...(args as never[]))
    if (typeof code === 'number') exitCode = code
  } catch (error) {
    exitCode = 1
    post({ kind: 'error', value: error instanceof Error ? `${name}: ${error.message}` : error })
  }
  part.end()
  kernel.exit(exitCode)
}

serveWorker(async () => {
  await run()
  post({ kind: 'exited' })
})
