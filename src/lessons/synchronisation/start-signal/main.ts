import { Event, Process } from 'multiprocessing'
import { monotonic, sleep } from 'time'

function run(lane: number, go: Event): void {
  // All stand at the line, however long each took to get there.
  sleep(lane * 0.3)
  console.log(`runner ${lane} is ready`)
  go.wait()
  const began = monotonic()
  sleep(1 + lane / 10)
  console.log(`runner ${lane} ran ${(monotonic() - began).toFixed(1)} s`)
}

function watch(go: Event): void {
  while (!go.wait({ timeout: 0.5 })) console.log('not yet …')
  console.log('they are off')
}

if (__name__ === '__main__') {
  const go = new Event()
  const runners = [1, 2, 3].map(
    lane => new Process({ target: run, args: [lane, go], name: `Runner ${lane}` }),
  )
  const watcher = new Process({ target: watch, args: [go], name: 'Watcher' })
  for (const process of [...runners, watcher]) process.start()
  sleep(2)
  go.set()
  for (const process of [...runners, watcher]) process.join()
  console.log('the race is over')
}
