import { Lock, local, Thread, Timer } from 'threading'
import { monotonic, sleep } from 'time'

// One name, and in each thread a value of its own.
const request = new local()
const printing = new Lock()

function log(text: string): void {
  using _ = printing.hold()
  console.log(`${request.user}: ${text}`)
}

function serve(user: string, seconds: number): void {
  request.user = user
  log('asked')
  sleep(seconds)
  // Nobody passed the user along, and still it is the right one.
  log('answered')
}

function remind(began: number): void {
  console.log(`a reminder after ${(monotonic() - began).toFixed(0)} s`)
}

if (__name__ === '__main__') {
  const began = monotonic()
  const reminder = new Timer(1, remind, [began])
  const never = new Timer(30, remind, [began])
  for (const timer of [reminder, never]) timer.start()
  const servers = [
    new Thread({ target: serve, args: ['Ada', 1.5] }),
    new Thread({ target: serve, args: ['Alan', 0.5] }),
  ]
  for (const server of servers) server.start()
  for (const server of servers) server.join()
  never.cancel()
  console.log('served')
}
