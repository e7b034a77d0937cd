import { ThreadPoolExecutor } from 'concurrent.futures'

const executor = new ThreadPoolExecutor(2)

/** Divides the numbers, gives both halves to the pool that it runs in itself, and waits for them. */
function total(numbers: number[]): number {
  const [first = 0, ...others] = numbers
  if (others.length === 0) return first
  const middle = numbers.length / 2
  const left = executor.submit(total, numbers.slice(0, middle))
  const right = executor.submit(total, numbers.slice(middle))
  return left.result() + right.result()
}

if (__name__ === '__main__') {
  console.log(executor.submit(total, [3, 1, 4, 1, 5, 9, 2, 6]).result())
  console.log('never reached')
}
