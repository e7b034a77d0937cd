import { Process, Queue } from 'multiprocessing'

const CAKES = 24
const SHELF = 4

/** Stands for real work: takes longer, the more of it there is. */
function work(amount: number): number {
  let sum = 0
  for (let i = 0; i < amount * 1_000_000; i++) sum += Math.sqrt(i)
  return sum
}

function bake(shelf: Queue<number | null>): void {
  for (let cake = 1; cake <= CAKES; cake++) {
    work(8)
    // Waits here while the shelf is full.
    shelf.put(cake)
    console.log(`baked cake ${cake}`)
  }
  // Tells the other process that nothing more will come.
  shelf.put(null)
}

function decorate(shelf: Queue<number | null>): void {
  // get() waits while the shelf is empty.
  for (let cake = shelf.get(); cake !== null; cake = shelf.get()) {
    work(12)
    console.log(`decorated cake ${cake}`)
  }
}

if (__name__ === '__main__') {
  const shelf = new Queue<number | null>(SHELF)
  const baker = new Process({ target: bake, args: [shelf], name: 'Baker' })
  const decorator = new Process({ target: decorate, args: [shelf], name: 'Decorator' })
  for (const process of [baker, decorator]) process.start()
  for (const process of [baker, decorator]) process.join()
  console.log(`${CAKES} cakes are done`)
}
