import { Thread } from 'threading'
import { perfCounter } from 'time'

const WORKERS = 4

/** Nothing but work: no waiting, no reading. */
function count(): number {
  let found = 0
  for (let n = 2; n < 400_000; n++) {
    let prime = true
    for (let d = 2; d * d <= n && prime; d++) prime = n % d !== 0
    if (prime) found += 1
  }
  return found
}

function work(): void {
  const began = perfCounter()
  const found = count()
  console.log(`${found} primes after ${((perfCounter() - began) * 1000).toFixed(0)} ms`)
}

if (__name__ === '__main__') {
  // Under "threads against processes" the same class runs both ways.
  const workers = Array.from({ length: WORKERS }, () => new Thread({ target: work }))
  for (const worker of workers) worker.start()
  for (const worker of workers) worker.join()
  console.log(`${WORKERS} workers are done`)
}
