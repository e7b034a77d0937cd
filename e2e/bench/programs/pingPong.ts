import { Process, Semaphore } from 'multiprocessing'
import { settings } from './settings.ts'

function answer(ping: Semaphore, pong: Semaphore, rounds: number): void {
  for (let i = 0; i < rounds; i++) {
    ping.acquire()
    pong.release()
  }
}

const ping = new Semaphore(0)
const pong = new Semaphore(0)

/** µs for a question and its answer. */
function rounds(count: number): number {
  const start = performance.now()
  for (let i = 0; i < count; i++) {
    ping.release()
    pong.acquire()
  }
  return ((performance.now() - start) * 1000) / count
}

const total = settings.warmUp + settings.repeats * settings.rounds
const partner = new Process({ target: answer, args: [ping, pong, total] })
partner.start()
rounds(settings.warmUp)
const trip = Array.from({ length: settings.repeats }, () => rounds(settings.rounds))
partner.join()
console.log(JSON.stringify({ trip }))
