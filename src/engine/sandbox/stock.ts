import type { Boot } from '../protocol.ts'

/** A worker that has been told to boot, and the port that it alone speaks on. */
export interface StockedWorker {
  readonly port: MessagePort
  terminate(): void
  /** Called when the worker dies of something it did not catch. Nobody listens at first. */
  onError: (message: string) => void
  /** What went wrong before somebody listened. */
  readonly error: string | null
}

/**
 * Workers of one kind that have been started and have served nobody. Each serves one run and is terminated; a new one takes
 * its place in the stock.
 */
export class Stock {
  readonly #script: string
  readonly #epoch: number
  readonly #first: unknown
  #idle: StockedWorker[] = []

  /** `script` is the URL that the workers start from; `first`: what each hears first on its port, if anything. */
  constructor(script: string, epoch: number, first: unknown = null) {
    this.#script = script
    this.#epoch = epoch
    this.#first = first
  }

  /** How many have been started. */
  get size(): number {
    return this.#idle.length
  }

  /** A worker that boots or has booted. Its first message is `booted`. */
  take(): StockedWorker {
    return this.#idle.shift() ?? this.#start()
  }

  /** Puts in one that was started elsewhere, as the next to be taken. */
  add(worker: StockedWorker): void {
    this.#idle.unshift(worker)
  }

  /** Lets go of every worker. */
  empty(): void {
    for (const worker of this.#idle.splice(0)) worker.terminate()
  }

  /** Gets `count` workers ready. */
  fill(count: number): void {
    this.#idle = this.#idle.filter(worker => worker.error === null)
    while (this.#idle.length < count) this.#idle.push(this.#start())
  }

  #start(): StockedWorker {
    const worker = new Worker(this.#script)
    const { port1, port2 } = new MessageChannel()
    const stocked = {
      port: port1,
      error: null as string | null,
      onError(message: string): void {
        stocked.error = message
      },
      terminate(): void {
        worker.terminate()
        port1.close()
      },
    }
    worker.onerror = event => {
      event.preventDefault()
      stocked.onError(event.message || 'no reason is given')
    }
    if (this.#first !== null) port1.postMessage(this.#first)
    worker.postMessage({ type: 'boot', epoch: this.#epoch } satisfies Boot, [port2])
    return stocked
  }
}
