import { Process } from 'multiprocessing'
import { exit } from 'sys'
import { sleep } from 'time'

function returns(): void {}

function throws(): void {
  throw new RangeError('there is no fourth corner of a triangle')
}

function exits(): void {
  exit(3)
}

function sleeps(): void {
  sleep(3600)
}

if (__name__ === '__main__') {
  const endings = [
    new Process({ target: returns, name: 'returns' }),
    new Process({ target: throws, name: 'throws' }),
    new Process({ target: exits, name: 'exits' }),
    new Process({ target: sleeps, name: 'asked to end' }),
    new Process({ target: sleeps, name: 'killed' }),
  ]
  for (const process of endings) process.start()
  sleep(0.1)
  endings[3]?.terminate()
  endings[4]?.kill()
  for (const process of endings) {
    process.join()
    console.log(`${process.name}: exit code ${process.exitCode}`)
  }
}
