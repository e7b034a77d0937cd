import { Barrier, Lock, shared, Thread } from 'threading'
import { sleep } from 'time'

const NAMES = ['Anscombe', 'Beauvoir', 'Conway', 'Diotima', 'Elisabeth']
const forks = NAMES.map(() => new Lock())
const seated = new Barrier(NAMES.length)
const eaten = shared({ meals: 0 })

function dine(seat: number): void {
  const left = forks[seat] as Lock
  const right = forks[(seat + 1) % forks.length] as Lock
  seated.wait()
  for (let meal = 0; meal < 3; meal++) {
    using _ = left.hold()
    // A polite pause: time enough for everybody to do the same.
    sleep(1)
    using __ = right.hold()
    eaten.meals = eaten.meals + 1
    console.log(`${NAMES[seat]} eats`)
  }
}

if (__name__ === '__main__') {
  const guests = NAMES.map((name, seat) => new Thread({ target: dine, args: [seat], name }))
  for (const guest of guests) guest.start()
  for (const guest of guests) guest.join()
  console.log(`${eaten.meals} meals were eaten`)
}
