import { Array as Accounts, Process, RLock, type Array as SharedArray } from 'multiprocessing'

function withdraw(accounts: SharedArray, from: number, amount: number, lock: RLock): boolean {
  using _ = lock.hold()
  if (Number(accounts.get(from)) < amount) return false
  accounts.set(from, Number(accounts.get(from)) - amount)
  return true
}

function transfer(accounts: SharedArray, from: number, to: number, amount: number, lock: RLock): void {
  // Holds the lock, and calls a function that takes it again: an RLock counts how often its owner has it.
  using _ = lock.hold()
  if (!withdraw(accounts, from, amount, lock)) return
  accounts.set(to, Number(accounts.get(to)) + amount)
}

function trade(accounts: SharedArray, seed: number, lock: RLock): void {
  for (let i = 0; i < 2000; i++) transfer(accounts, (seed + i) % 5, (seed + 3 * i + 1) % 5, 1 + (i % 7), lock)
}

if (__name__ === '__main__') {
  const accounts = new Accounts('i', [100, 100, 100, 100, 100], { lock: false })
  const lock = new RLock()
  const traders = [1, 2, 3].map(seed => new Process({ target: trade, args: [accounts, seed, lock] }))
  for (const trader of traders) trader.start()
  for (const trader of traders) trader.join()
  let total = 0
  for (const money of accounts) total += Number(money)
  console.log(`${total} coins in ${accounts.length} accounts`)
}
