import url from './duo.worker.ts?worker&url'

/** What a bare worker, or two of them, can be asked to measure. */
export interface Role {
  readonly role: 'swaps' | 'increments' | 'trips' | 'numbers' | 'objects' | 'loop'
  readonly name?: string
  readonly count: number
  readonly repeats: number
  readonly words: Int32Array
  readonly ring: SharedArrayBuffer
  /** Whether it is the one that begins: the producer, who asks. */
  readonly first: boolean
}

type Order = Pick<Role, 'role' | 'name' | 'count' | 'repeats'>

/** Bytes for the ring's items; ringbuf.js keeps eight more for its two pointers. */
const RING_BYTES = 1 << 16

/** Two bare workers over one piece of shared memory: as far as the platform itself goes. */
export class Duo {
  readonly #workers = [new Worker(url), new Worker(url)]

  /** What the second worker, the consumer, measured. */
  async both(order: Order): Promise<readonly number[]> {
    const words = new Int32Array(new SharedArrayBuffer(64))
    const ring = new SharedArrayBuffer(8 + RING_BYTES)
    const answers = await Promise.all(
      this.#workers.map((worker, i) => ask(worker, { ...order, words, ring, first: i === 0 })),
    )
    return answers[1] ?? []
  }

  async one(order: Order): Promise<readonly number[]> {
    const [worker] = this.#workers
    if (worker === undefined) return []
    const words = new Int32Array(new SharedArrayBuffer(64))
    return await ask(worker, { ...order, words, ring: new SharedArrayBuffer(8 + RING_BYTES), first: true })
  }

  close(): void {
    for (const worker of this.#workers) worker.terminate()
  }
}

function ask(worker: Worker, role: Role): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    worker.onmessage = event => resolve(event.data)
    worker.onerror = event => reject(new Error(event.message))
    worker.postMessage(role)
  })
}
