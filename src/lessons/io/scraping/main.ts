import { asCompleted, ThreadPoolExecutor } from 'concurrent.futures'
import { Device } from 'io'
import { perfCounter } from 'time'

// A network that is not there: every answer takes its time, and the same time in each run.
const network = new Device({ latency: 0.2, jitter: 0.5, bandwidth: 5_000_000, seed: 7 })
const PAGES = Array.from({ length: 12 }, (_, i) => `https://example.org/page/${i + 1}`)

/** Fetches a page and counts its words. */
function words(url: string): number {
  const { body } = network.request(url)
  return body.split(/\s+/).length
}

function measure(threads: number): number {
  const began = perfCounter()
  using executor = new ThreadPoolExecutor(threads)
  const futures = PAGES.map(url => executor.submit(words, url))
  let total = 0
  for (const future of asCompleted(futures)) total += future.result()
  console.log(`${threads} at a time: ${(perfCounter() - began).toFixed(1)} s`)
  return total
}

if (__name__ === '__main__') {
  const totals = [1, 4, 12].map(measure)
  console.log(totals.every(total => total === totals[0]) ? 'the same words each time' : 'the pages differ')
}
