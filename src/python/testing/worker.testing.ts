import type { Host } from '../../kernel/host.ts'
import { makeBase } from '../runtime/base.ts'
import { bootPython, type Python } from '../runtime/boot.ts'
import { library } from '../runtime/library.ts'
import { type ProcessParts, servePython } from '../runtime/process.ts'
import { fakeBridge } from './fakeBridge.testing.ts'
import type { WorkerMessage, WorkerOrder } from './order.testing.ts'

const PLAIN = `
import sys, traceback
def run_main():
    import json, _weft
    settings = json.loads(_weft.settings())
    class Out:
        def __init__(self, stream): self.stream = stream
        def write(self, text): _weft.write(self.stream, text, 0); return len(text)
        def flush(self): pass
    sys.stdout, sys.stderr = Out(1), Out(2)
    path = settings['main']
    try:
        exec(compile(open(path).read(), path, 'exec'), __import__('__main__').__dict__)
        return 0
    except SystemExit as e: return e.code or 0
    except BaseException:
        traceback.print_exc()
        return 1

def fork_main():
    try: return __import__('__main__').fork_main()
    except BaseException:
        traceback.print_exc()
        return 1
`
type CreateBridge = ProcessParts['createBridge']
const bridges = import.meta.glob<{ createBridge: CreateBridge }>('../bridge/createBridge.ts', { eager: true })
const createBridge: CreateBridge = Object.values(bridges)[0]?.createBridge ?? fakeBridge
const sources = { weft_process: PLAIN, ...library.sources }

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
        post({ kind: 'base', base: await makeBase(order.assets, { ...library, sources }) })
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
    post({
      kind: 'error',
      message: error instanceof Error ? `${error.message}\n${error.stack}` : String(error),
    })
  }
}

async function serve({ arena, slot, epoch, files, plan }: WorkerOrder & { role: 'process' }): Promise<void> {
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
    createBridge,
  })
}
