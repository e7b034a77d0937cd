import { Process } from 'multiprocessing'
import { Lock, Thread } from 'threading'
import { sleep } from 'time'

const log = new Lock()

/** Holds the lock for a while, as a logger does while it writes. */
function write(): void {
  using _ = log.hold()
  sleep(3)
}

function child(): void {
  // A copy of the lock as it was at the fork: held, by a thread that is not here.
  using _ = log.hold()
  console.log('never reached')
}

if (__name__ === '__main__') {
  const writer = new Thread({ target: write, name: 'Writer' })
  writer.start()
  sleep(1)
  const process = new Process({ target: child, name: 'Child' })
  process.start()
  writer.join()
  console.log('the writer has released its lock')
  process.join()
}
