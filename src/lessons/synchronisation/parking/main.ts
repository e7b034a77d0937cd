import { BoundedSemaphore, Process, Value } from 'multiprocessing'
import { sleep } from 'time'

const PLACES = 3
const CARS = 8

function park(car: number, places: BoundedSemaphore, inside: Value, most: Value): void {
  // Waits while all places are taken.
  using _ = places.hold()
  {
    using __ = inside.getLock().hold()
    inside.value = Number(inside.value) + 1
    if (inside.value > most.value) most.value = inside.value
  }
  console.log(`car ${car} has parked, ${inside.value} inside`)
  sleep(1 + (car % 3))
  using __ = inside.getLock().hold()
  inside.value = Number(inside.value) - 1
}

if (__name__ === '__main__') {
  const places = new BoundedSemaphore(PLACES)
  const inside = new Value('i', 0)
  const most = new Value('i', 0)
  const cars = Array.from(
    { length: CARS },
    (_, i) => new Process({ target: park, args: [i + 1, places, inside, most], name: `Car ${i + 1}` }),
  )
  for (const car of cars) car.start()
  for (const car of cars) car.join()
  console.log(`never more than ${most.value} cars at once`)
}
