import { Event, Thread } from 'threading'
import { monotonic, sleep } from 'time'

const PINGS = 20

/** Wants a core for a moment only, again and again. */
function ping(stop: Event): void {
  let late = 0
  for (let i = 0; i < PINGS; i++) {
    const due = monotonic() + 0.01
    sleep(0.01)
    late += monotonic() - due
  }
  console.log(`each ping came ${((late / PINGS) * 1000).toFixed(1)} ms late`)
  stop.set()
}

/** Never waits, and so never gives the GIL back by itself. */
function crunch(stop: Event): number {
  let sum = 0
  while (!stop.isSet()) for (let i = 0; i < 10_000; i++) sum += Math.sqrt(i)
  return sum
}

function run(crunchers: number): void {
  const stop = new Event()
  const threads = [new Thread({ target: ping, args: [stop], name: 'Ping' })]
  for (let i = 0; i < crunchers; i++)
    threads.push(new Thread({ target: crunch, args: [stop], name: `Crunch ${i + 1}` }))
  for (const thread of threads) thread.start()
  for (const thread of threads) thread.join()
}

if (__name__ === '__main__') {
  for (const crunchers of [0, 1, 2]) {
    console.log(`threads that only count: ${crunchers}`)
    run(crunchers)
  }
  console.log('done')
}
