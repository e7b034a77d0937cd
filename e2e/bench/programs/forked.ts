import { Process, Queue } from 'multiprocessing'
import { settings } from './settings.ts'

function tell(first: Queue<number>): void {
  first.put(performance.now())
}

/** ms from start() to the first line of a forked child. */
function measure(): number {
  const first = new Queue<number>()
  const child = new Process({ target: tell, args: [first] })
  const start = performance.now()
  child.start()
  const began = first.get()
  child.join()
  return began - start
}

measure()
console.log(JSON.stringify({ start: Array.from({ length: settings.repeats }, measure) }))
