import type { Host } from '../../kernel/host.ts'
import { createBridge } from '../bridge/createBridge.ts'
import { makeBase } from '../runtime/base.ts'
import { bootPython, type Python } from '../runtime/boot.ts'
import { library } from '../runtime/library.ts'
import { servePython } from '../runtime/process.ts'
import type { WorkerMessage, WorkerOrder } from './order.testing.ts'

const { port1, port2 } = new MessageChannel()
const callbacks: (() => void)[] = []
port1.onmessage = () => callbacks.shift()?.()
const now = performance.now.bind(performance)

/** A macrotask, without the 4 ms that nested timers wait. */
function later(callback: () => void, ms = 0): void {
  if (ms > 0) setTimeout(callback, ms)
  else {
    callbacks.push(callback)
    port2.postMessage(null)
  }
}

const post = (message: WorkerMessage): void => postMessage(message)
let python: Promise<Python> | null = null
let fetched: (buffers: readonly SharedArrayBuffer[]) => void = () => {}

/** A worker of the test world: makes the base snapshot, or stands ready with a Python until it is told of a run. */
export async function hearOrder(order: WorkerOrder): Promise<void> {
  try {
    switch (order.role) {
      case 'base':
        post({ kind: 'base', base: (await makeBase(order.assets, library)).image })
        return
      case 'prepare': {
        const since = now()
        python = bootPython(order.assets)
        await python
        post({ kind: 'prepared', time: now() - since })
        return
      }
      case 'buffers':
        fetched(order.buffers)
        return
      case 'process':
        await serve(order)
        post({ kind: 'exited' })
    }
  } catch (error) {
    fail(error)
  }
}

function fail(error: unknown): void {
  post({
    kind: 'error',
    message: error instanceof Error ? `${error.message}\n${error.stack}` : String(error),
  })
}

async function serve(order: WorkerOrder & { role: 'process' }): Promise<void> {
  const { arena, slot, epoch, files, packages, plan } = order
  if (python === null) throw new Error('there is no Python yet')
  const offset = performance.timeOrigin - epoch
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  const host: Host = {
    now: () => now() + offset,
    requestWorker: () => post({ kind: 'requestWorker' }),
    requestKill: victim => post({ kind: 'kill', slot: victim }),
    runEnded: () => post({ kind: 'runEnded' }),
    later,
    encodeText: text => encoder.encode(text),
    decodeText: bytes => decoder.decode(bytes),
  }
  const ready = await python
  post({ kind: 'attached' })
  await servePython(ready, {
    arena,
    slot,
    host,
    files,
    packages,
    plan,
    report: problem => post({ kind: 'problem', problem }),
    post: {
      share: (id, buffer) => post({ kind: 'share', id, buffer }),
      fetch(ids) {
        post({ kind: 'need', ids })
        return new Promise(resolve => {
          fetched = resolve
        })
      },
      drop: id => post({ kind: 'drop', id }),
    },
    exited: () => post({ kind: 'exited' }),
    failed: fail,
    createBridge,
  })
}
