import { Barrier, Lock, Process, Value } from 'multiprocessing'
import { settings } from './settings.ts'

function count(lock: Lock, total: Value, ready: Barrier, rounds: number): void {
  ready.wait()
  for (let i = 0; i < rounds; i++) {
    lock.acquire()
    total.value = Number(total.value) + 1
    lock.release()
  }
}

/** Increments a second by two processes together. */
function measure(rounds: number): number {
  const lock = new Lock()
  const total = new Value('i', 0, { lock: false })
  const ready = new Barrier(3)
  const workers = [0, 1].map(() => new Process({ target: count, args: [lock, total, ready, rounds] }))
  for (const worker of workers) worker.start()
  ready.wait()
  const start = performance.now()
  for (const worker of workers) worker.join()
  const seconds = (performance.now() - start) / 1000
  if (total.value !== 2 * rounds) throw new Error(`${total.value} increments of ${2 * rounds}`)
  return (2 * rounds) / seconds
}

measure(settings.warmUp)
console.log(
  JSON.stringify({ rate: Array.from({ length: settings.repeats }, () => measure(settings.rounds)) }),
)
