import { Lock, shared, Thread } from 'threading'

// What the threads of a process share. Other variables are copied when a thread starts.
const account = shared({ balance: 0 })
const lock = new Lock()
const DEPOSITS = 20_000

function careless(): void {
  for (let i = 0; i < DEPOSITS; i++) {
    // Read here …
    const balance = account.balance
    // … and written there: what came between is lost.
    account.balance = balance + 1
  }
}

function careful(): void {
  for (let i = 0; i < DEPOSITS; i++) {
    using _ = lock.hold()
    account.balance = account.balance + 1
  }
}

function deposit(target: () => void): number {
  account.balance = 0
  const threads = [1, 2, 3].map(() => new Thread({ target }))
  for (const thread of threads) thread.start()
  for (const thread of threads) thread.join()
  return account.balance
}

if (__name__ === '__main__') {
  console.log(`careless: ${deposit(careless)} of ${3 * DEPOSITS}`)
  console.log(`careful: ${deposit(careful)} of ${3 * DEPOSITS}`)
}
