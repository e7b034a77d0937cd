import { Queue, ShutDown } from 'queue'
import { currentThread, shared, Thread } from 'threading'
import { sleep } from 'time'

const jobs = new Queue<string>()
const done = shared({ names: [] as string[] })

function work(): void {
  try {
    for (;;) {
      const job = jobs.get()
      sleep(job.length / 20)
      // One step: two threads never take the same place in the list.
      done.names.push(job)
      console.log(`${currentThread().name} has done "${job}"`)
      jobs.taskDone()
    }
  } catch (error) {
    if (!(error instanceof ShutDown)) throw error
  }
}

if (__name__ === '__main__') {
  const workers = [1, 2, 3].map(i => new Thread({ target: work, name: `Worker ${i}` }))
  for (const worker of workers) worker.start()
  for (const job of ['wash', 'dry', 'fold', 'iron', 'sweep the floor', 'rest']) jobs.put(job)
  // Waits until every job that was put has been told done, not only taken.
  jobs.join()
  console.log(`all ${done.names.length} jobs are done`)
  jobs.shutdown()
  for (const worker of workers) worker.join()
  console.log('the workers went home')
}
