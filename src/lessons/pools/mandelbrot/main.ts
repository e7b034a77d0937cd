import { ProcessPoolExecutor } from 'concurrent.futures'

const WIDTH = 720
const HEIGHT = 480
const LIMIT = 400

/** How many steps each point of one row takes to fly away. */
function row(y: number): Uint16Array {
  const steps = new Uint16Array(WIDTH)
  const ci = (y / HEIGHT) * 2.4 - 1.2
  for (let x = 0; x < WIDTH; x++) {
    const cr = (x / WIDTH) * 3.6 - 2.4
    let [zr, zi, n] = [0, 0, 0]
    while (n < LIMIT && zr * zr + zi * zi < 4) {
      const next = zr * zr - zi * zi + cr
      zi = 2 * zr * zi + ci
      zr = next
      n++
    }
    steps[x] = n
  }
  return steps
}

if (__name__ === '__main__') {
  const rows = Array.from({ length: HEIGHT }, (_, y) => y)
  using executor = new ProcessPoolExecutor()
  const picture = [...executor.map(row, rows, { chunksize: 16 })]
  for (let y = 0; y < HEIGHT; y += 40) {
    const line = picture[y]?.filter((_, x) => x % 12 === 0) ?? []
    console.log(Array.from(line, n => (n === LIMIT ? '#' : n > 12 ? '+' : n > 5 ? '.' : ' ')).join(''))
  }
  const inside = picture.reduce((sum, line) => sum + line.filter(n => n === LIMIT).length, 0)
  console.log(`${inside} points never fly away`)
}
