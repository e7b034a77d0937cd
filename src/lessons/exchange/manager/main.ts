import { Manager, Process } from 'multiprocessing'
import type { AcquirerProxy, DictProxy, ListProxy } from 'multiprocessing.managers'

const WORDS = 'the cat and the dog and the bird saw the cat'.split(' ')

function count(words: string[], totals: DictProxy, order: ListProxy<string>, lock: AcquirerProxy): void {
  for (const word of words) {
    // Reading and writing are two calls of the server: another process could come between them.
    using _ = lock.hold()
    totals.set(word, (totals.get(word) ?? 0) + 1)
    if (totals.get(word) === 1) order.append(word)
  }
}

if (__name__ === '__main__') {
  using manager = Manager()
  const totals = manager.dict()
  const order = manager.list<string>()
  const lock = manager.Lock()
  const halves = [WORDS.slice(0, 5), WORDS.slice(5)]
  const counters = halves.map(half => new Process({ target: count, args: [half, totals, order, lock] }))
  for (const counter of counters) counter.start()
  for (const counter of counters) counter.join()
  for (const word of [...order].sort()) console.log(`${word}: ${totals.get(word)}`)
  console.log(`${order.length} different words`)
}
