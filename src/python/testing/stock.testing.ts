import type { PythonAssets } from '../runtime/boot.ts'
import type { WorkerMessage, WorkerOrder } from './order.testing.ts'

/** A worker with a Python of its own that has run nothing. */
export class StockedPython {
  readonly #worker: Worker
  hear: (message: WorkerMessage) => void = () => {}
  /** ms that it took to start. */
  readonly started: Promise<number>

  constructor(script: string, assets: PythonAssets) {
    this.#worker = new Worker(script)
    this.started = new Promise((resolve, reject) => {
      this.#worker.onerror = event => {
        // Told below: it need not break the world that made this worker.
        event.preventDefault()
        reject(new Error(event.message))
        this.hear({ kind: 'error', message: event.message })
      }
      this.#worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
        if (data.kind === 'prepared') resolve(data.time)
        else if (data.kind === 'error') reject(new Error(data.message))
        this.hear(data)
      }
    })
    // Whoever takes it hears of it.
    this.started.catch(() => {})
    this.send({ role: 'prepare', assets })
  }

  send(order: WorkerOrder): void {
    this.#worker.postMessage(order)
  }

  terminate(): void {
    this.#worker.terminate()
  }
}

/** Makes the base snapshot in a worker of its own. */
export function makeBaseInWorker(script: string, assets: PythonAssets): Promise<SharedArrayBuffer> {
  const worker = new Worker(script)
  const made = new Promise<SharedArrayBuffer>((resolve, reject) => {
    worker.onerror = event => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
      if (data.kind === 'base') resolve(data.base)
      else if (data.kind === 'error') reject(new Error(data.message))
    }
  })
  worker.postMessage({ role: 'base', assets } satisfies WorkerOrder)
  return made.finally(() => worker.terminate())
}

/** Pythons that stand ready, for one run after another. */
export class Stock {
  readonly #make: () => StockedPython
  readonly #ready: StockedPython[] = []

  constructor(script: string, assets: PythonAssets) {
    this.#make = () => new StockedPython(script, assets)
  }

  /** Starts Pythons until there are so many. */
  fill(count: number): void {
    while (this.#ready.length < count) this.#ready.push(this.#make())
  }

  take(): StockedPython {
    return this.#ready.shift() ?? this.#make()
  }

  /** ms from the making of so many workers until the last one has a Python. They are ended. */
  async timeStarts(count: number): Promise<number> {
    const since = performance.now()
    const pythons = Array.from({ length: count }, () => this.#make())
    try {
      await Promise.all(pythons.map(python => python.started))
      return performance.now() - since
    } finally {
      for (const python of pythons) python.terminate()
    }
  }
}
