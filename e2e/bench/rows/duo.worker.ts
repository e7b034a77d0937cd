import { RingBuffer } from 'ringbuf.js'
import { fib, mandelbrot, primesBelow, quicksort } from '../programs/loops.ts'
import type { Role } from './duo.ts'

const now = performance.now.bind(performance)
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A futex mutex of three states (Drepper, "Futexes Are Tricky", 2011), with a short look before it sleeps. */
function lock(words: Int32Array): void {
  for (let spin = 0; spin < 100; spin++) if (Atomics.compareExchange(words, 0, 0, 1) === 0) return
  while (Atomics.exchange(words, 0, 2) !== 0) Atomics.wait(words, 0, 2)
}

function unlock(words: Int32Array): void {
  if (Atomics.exchange(words, 0, 0) === 2) Atomics.notify(words, 0, 1)
}

/** Waits until both workers have come here equally often. */
function meet(words: Int32Array): void {
  const come = Atomics.add(words, 2, 1) + 1
  const both = come + (come % 2)
  Atomics.notify(words, 2)
  for (let there = come; there < both; there = Atomics.load(words, 2)) Atomics.wait(words, 2, there)
}

/** ns for a compare-and-swap there and back. */
function swaps(words: Int32Array, count: number): number {
  const start = now()
  for (let i = 0; i < count; i++) {
    Atomics.compareExchange(words, 0, 0, 1)
    Atomics.compareExchange(words, 0, 1, 0)
  }
  return ((now() - start) * 1e6) / count
}

/** Increments a second by both together, as this one sees it. */
function increments(words: Int32Array, count: number): number {
  meet(words)
  const start = now()
  for (let i = 0; i < count; i++) {
    lock(words)
    words[1] = (words[1] ?? 0) + 1
    unlock(words)
  }
  meet(words)
  return (2 * count * 1000) / (now() - start)
}

/** µs for a round trip over two futex words. */
function trips(words: Int32Array, count: number, first: boolean): number {
  const [mine, theirs] = first ? [4, 5] : [5, 4]
  meet(words)
  const before = Atomics.load(words, mine)
  meet(words)
  const start = now()
  for (let i = before + 1; i <= before + count; i++) {
    if (first) {
      Atomics.store(words, theirs, i)
      Atomics.notify(words, theirs)
    }
    while (Atomics.load(words, mine) !== i) Atomics.wait(words, mine, i - 1)
    if (!first) {
      Atomics.store(words, theirs, i)
      Atomics.notify(words, theirs)
    }
  }
  return ((now() - start) * 1000) / count
}

/** Numbers a second through the ring, one at a time. */
function numbers(words: Int32Array, ring: SharedArrayBuffer, count: number, first: boolean): number {
  const queue = new RingBuffer(ring, Int32Array)
  const one = new Int32Array(1)
  meet(words)
  const start = now()
  for (let i = 0; i < count; i++) {
    one[0] = i
    while ((first ? queue.push(one) : queue.pop(one)) === 0);
  }
  return (count * 1000) / (now() - start)
}

/** Objects a second: JSON in UTF-8 with its length before it. */
function objects(words: Int32Array, ring: SharedArrayBuffer, count: number, first: boolean): number {
  const queue = new RingBuffer(ring, Uint8Array)
  const header = new Uint8Array(4)
  const length = new DataView(header.buffer)
  meet(words)
  const start = now()
  for (let i = 0; i < count; i++) {
    if (first) {
      const item = { id: i, name: 'a name of a usual length for an item', values: [1, 2.5, i], ok: true }
      const bytes = encoder.encode(JSON.stringify(item))
      length.setInt32(0, bytes.length)
      while (queue.available_write() < 4 + bytes.length);
      queue.push(header)
      queue.push(bytes)
    } else {
      while (queue.available_read() < 4);
      queue.pop(header)
      const bytes = new Uint8Array(length.getInt32(0))
      while (queue.available_read() < bytes.length);
      queue.pop(bytes)
      JSON.parse(decoder.decode(bytes))
    }
  }
  return (count * 1000) / (now() - start)
}

/** ms of each loop, the first ones left out. */
function loop(name: string, repeats: number): number[] {
  const work = {
    primes: () => primesBelow(400_000),
    mandelbrot: () => mandelbrot(240, 160),
    fib: () => fib(30),
    quicksort: () => quicksort(300_000),
  }[name]
  const values: number[] = []
  for (let i = 0; i < repeats + 3; i++) {
    const start = now()
    work?.()
    if (i >= 3) values.push(now() - start)
  }
  return values
}

self.onmessage = ({ data }: MessageEvent<Role>) => {
  const { role, count, repeats, words, ring, first } = data
  const each = {
    swaps: () => swaps(words, count),
    increments: () => increments(words, count),
    trips: () => trips(words, count, first),
    numbers: () => numbers(words, ring, count, first),
    objects: () => objects(words, ring, count, first),
  }
  if (role === 'loop') self.postMessage(loop(data.name ?? '', repeats))
  // Once more than asked: the first turn is for warming up.
  else self.postMessage(Array.from({ length: repeats + 1 }, each[role]).slice(1))
}
