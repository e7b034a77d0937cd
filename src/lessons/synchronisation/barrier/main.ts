import { Barrier, Process, Array as SharedArray } from 'multiprocessing'

const CELLS = 400
const STEPS = 40
const PARTS = 4

/** Heat spreads along a rod: each cell becomes the mean of its neighbours, step by step. */
function spread(part: number, rod: SharedArray, next: SharedArray, barrier: Barrier): void {
  const size = CELLS / PARTS
  for (let step = 0; step < STEPS; step++) {
    for (let i = part * size; i < (part + 1) * size; i++) {
      const left = Number(rod.get(Math.max(0, i - 1)))
      const right = Number(rod.get(Math.min(CELLS - 1, i + 1)))
      next.set(i, (left + right) / 2)
    }
    // Nobody may read the next step before everybody has written it.
    barrier.wait()
    for (let i = part * size; i < (part + 1) * size; i++) rod.set(i, next.get(i))
    barrier.wait()
  }
}

if (__name__ === '__main__') {
  const rod = new SharedArray('d', CELLS, { lock: false })
  const next = new SharedArray('d', CELLS, { lock: false })
  rod.set(CELLS / 2, 1000)
  const barrier = new Barrier(PARTS)
  const parts = Array.from(
    { length: PARTS },
    (_, part) => new Process({ target: spread, args: [part, rod, next, barrier] }),
  )
  for (const part of parts) part.start()
  for (const part of parts) part.join()
  let heat = 0
  for (const value of rod) heat += Number(value)
  console.log(`after ${STEPS} steps the rod holds ${heat.toFixed(3)} units of heat`)
}
