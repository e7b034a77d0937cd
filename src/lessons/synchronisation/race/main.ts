import { Lock, Process, Value } from 'multiprocessing'

const ROUNDS = 100_000

function addWithoutLock(total: Value): void {
  for (let i = 0; i < ROUNDS; i++) {
    // Reads, adds, writes. What the other process writes in between is overwritten.
    total.value += 1
  }
}

function addWithLock(total: Value, lock: Lock): void {
  for (let i = 0; i < ROUNDS; i++) {
    // Only one process at a time gets past acquire().
    lock.acquire()
    total.value += 1
    lock.release()
  }
}

/** Starts both, then waits for both. */
function runBoth(processes: Process[]): void {
  for (const process of processes) process.start()
  for (const process of processes) process.join()
}

if (__name__ === '__main__') {
  const careless = new Value('i', 0)
  runBoth(['A', 'B'].map(name => new Process({ target: addWithoutLock, args: [careless], name })))
  console.log(`without a lock: ${careless.value} of ${2 * ROUNDS}`)

  const careful = new Value('i', 0)
  const lock = new Lock()
  runBoth(['C', 'D'].map(name => new Process({ target: addWithLock, args: [careful, lock], name })))
  console.log(`with a lock: ${careful.value} of ${2 * ROUNDS}`)
}
