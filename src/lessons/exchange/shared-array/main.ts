import { cpuCount, Process, Array as SharedArray } from 'multiprocessing'

const WIDTH = 1200
const HEIGHT = 800
const STRIPES = Math.max(2, cpuCount())

/** How bright a point of the picture is: waves that meet. */
function brightness(x: number, y: number): number {
  const near = Math.hypot(x - 300, y - 400)
  const far = Math.hypot(x - 900, y - 300)
  return (Math.sin(near / 9) + Math.cos(far / 11) + 2) * 60
}

/** Each process draws the rows of its own stripe: nobody writes where another does, so no lock is needed. */
function draw(picture: SharedArray, stripe: number): void {
  for (let y = stripe; y < HEIGHT; y += STRIPES) {
    const row = new Float64Array(WIDTH)
    for (let x = 0; x < WIDTH; x++) row[x] = brightness(x, y)
    // One pass that softens the row.
    for (let x = 1; x < WIDTH - 1; x++) {
      const soft = ((row[x - 1] ?? 0) + 2 * (row[x] ?? 0) + (row[x + 1] ?? 0)) / 4
      picture.set(y * WIDTH + x, Math.round(soft))
    }
  }
}

if (__name__ === '__main__') {
  const picture = new SharedArray('B', WIDTH * HEIGHT, { lock: false })
  const painters = Array.from(
    { length: STRIPES },
    (_, i) => new Process({ target: draw, args: [picture, i] }),
  )
  for (const painter of painters) painter.start()
  for (const painter of painters) painter.join()
  let light = 0
  for (const value of picture) if (Number(value) > 128) light++
  console.log(`${light} of ${picture.length} points are bright`)
}
