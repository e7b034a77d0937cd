import { cpuCount, currentProcess, Process } from 'multiprocessing'
import { getpid, getppid } from 'os'
import { sleep } from 'time'

function greet(name: string, seconds: number): void {
  console.log(`hello ${name}, I am ${currentProcess().name}`)
  // Asleep, a process needs no core: the others go on.
  sleep(seconds)
  console.log(`goodbye ${name}; my parent is still ${getppid()}`)
}

if (__name__ === '__main__') {
  console.log(`${cpuCount()} processors; the main process has id ${getpid()}`)
  const greeters = ['Ada', 'Barbara', 'Edsger'].map(
    (name, i) => new Process({ target: greet, args: [name, 0.3 - 0.1 * i] }),
  )
  for (const greeter of greeters) greeter.start()
  console.log(`${greeters.filter(one => one.isAlive()).length} greeters are at work`)
  for (const greeter of greeters) greeter.join()
  console.log(`exit codes: ${greeters.map(one => one.exitCode).join(' ')}`)
}
