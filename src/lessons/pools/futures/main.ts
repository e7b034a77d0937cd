import { asCompleted, type Future, ProcessPoolExecutor } from 'concurrent.futures'
import { sleep } from 'time'

function load(page: string, seconds: number): number {
  sleep(seconds)
  if (page === 'missing') throw new Error(`there is no page "${page}"`)
  return page.length * 1000
}

const PAGES: [string, number][] = [
  ['news', 0.8],
  ['missing', 0.3],
  ['weather', 0.5],
  ['sports', 0.2],
]

if (__name__ === '__main__') {
  using executor = new ProcessPoolExecutor(2)
  const pages = new Map<Future<number>, string>()
  for (const [page, seconds] of PAGES) pages.set(executor.submit(load, page, seconds), page)
  let loaded = 0
  for (const future of asCompleted(pages.keys())) {
    const page = pages.get(future)
    // A future holds a result or an error; nothing is thrown before somebody asks.
    const error = future.exception()
    if (error instanceof Error) console.log(`${page}: ${error.message}`)
    else {
      console.log(`${page}: ${future.result()} bytes`)
      loaded += 1
    }
  }
  console.log(`${loaded} of ${PAGES.length} pages`)
}
