import { BrokenProcessPool, ProcessPoolExecutor } from 'concurrent.futures'
import { getpid, kill } from 'os'
import { SIGKILL } from 'signal'
import { sleep } from 'time'

function think(topic: string): string {
  sleep(0.2)
  // As if the system had run out of memory.
  if (topic === 'everything') kill(getpid(), SIGKILL)
  sleep(0.2)
  return `thought about ${topic}`
}

if (__name__ === '__main__') {
  using executor = new ProcessPoolExecutor(2)
  const futures = ['tea', 'everything', 'rain', 'stairs'].map(topic => executor.submit(think, topic))
  let broken = 0
  for (const future of futures) {
    try {
      console.log(future.result())
    } catch (error) {
      if (!(error instanceof BrokenProcessPool)) throw error
      broken += 1
    }
  }
  console.log(broken > 0 ? 'a worker died, and the pool with it' : 'all went well')
}
