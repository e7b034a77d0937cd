import { Lock, Process } from 'multiprocessing'
import { sleep } from 'time'

/** Moves money: takes the lock of the one that pays, then the lock of the one that gets. */
function transfer(from: Lock, to: Lock, text: string): void {
  using _ = from.hold()
  // Time enough for the other to take its first lock.
  sleep(2)
  using __ = to.hold()
  console.log(text)
}

if (__name__ === '__main__') {
  const ada = new Lock()
  const alan = new Lock()
  const there = new Process({ target: transfer, args: [ada, alan, 'from Ada to Alan'], name: 'there' })
  const back = new Process({ target: transfer, args: [alan, ada, 'from Alan to Ada'], name: 'back' })
  for (const process of [there, back]) process.start()
  for (const process of [there, back]) process.join()
  console.log('never reached')
}
