import { Process, Queue } from 'multiprocessing'

const WORKERS = 3

function consume(queue: Queue<number | null>): void {
  let sum = 0
  for (let item = queue.get(); item !== null; item = queue.get()) sum += item
  console.log(`the sum is ${sum}`)
}

if (__name__ === '__main__') {
  const queue = new Queue<number | null>()
  const consumers = Array.from({ length: WORKERS }, () => new Process({ target: consume, args: [queue] }))
  for (const consumer of consumers) consumer.start()
  for (let n = 1; n <= 30; n++) queue.put(n)
  // One sign for three consumers: two never learn that nothing more will come.
  queue.put(null)
  for (const consumer of consumers) consumer.join()
  console.log('never reached')
}
