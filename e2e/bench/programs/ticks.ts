import { fib, mandelbrot, primesBelow, quicksort } from './loops.ts'
import { settings } from './settings.ts'

/** ms of each of several calls, the first ones left out. */
function times(work: () => unknown): number[] {
  const values: number[] = []
  for (let i = 0; i < settings.warmUp + settings.repeats; i++) {
    const start = performance.now()
    work()
    if (i >= settings.warmUp) values.push(performance.now() - start)
  }
  return values
}

console.log(
  JSON.stringify({
    primes: times(() => primesBelow(400_000)),
    mandelbrot: times(() => mandelbrot(240, 160)),
    fib: times(() => fib(30)),
    quicksort: times(() => quicksort(300_000)),
  }),
)
