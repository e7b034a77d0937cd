import { ThreadPoolExecutor } from 'concurrent.futures'

const executor = new ThreadPoolExecutor(2)

function half(text: string): number {
  return text.length / 2
}

/** A task that gives a task to its own pool and waits for it. */
function whole(text: string): number {
  const part = executor.submit(half, text)
  return 2 * part.result()
}

if (__name__ === '__main__') {
  // Both workers wait for a third task that stands behind them in the queue.
  const futures = ['warp', 'weft'].map(text => executor.submit(whole, text))
  for (const future of futures) console.log(future.result())
  console.log('never reached')
}
