import { Barrier, Lock, Process, Array as SharedArray } from 'multiprocessing'
import { settings } from './settings.ts'

function count(lock: Lock, cells: SharedArray, ready: Barrier, rounds: number): void {
  ready.wait()
  for (let i = 0; i < rounds; i++) {
    lock.acquire()
    cells[0] = Number(cells[0]) + 1
    lock.release()
  }
}

/** Increments a second by two processes together. */
function measure(rounds: number): number {
  const lock = new Lock()
  const cells = new SharedArray('i', 1, { lock: false })
  const ready = new Barrier(3)
  const workers = [0, 1].map(() => new Process({ target: count, args: [lock, cells, ready, rounds] }))
  for (const worker of workers) worker.start()
  ready.wait()
  const start = performance.now()
  for (const worker of workers) worker.join()
  const seconds = (performance.now() - start) / 1000
  if (cells[0] !== 2 * rounds) throw new Error(`${cells[0]} increments of ${2 * rounds}`)
  return (2 * rounds) / seconds
}

measure(settings.warmUp)
console.log(
  JSON.stringify({ rate: Array.from({ length: settings.repeats }, () => measure(settings.rounds)) }),
)
