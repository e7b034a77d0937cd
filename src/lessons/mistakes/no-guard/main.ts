import { Process, setStartMethod } from 'multiprocessing'

function greet(name: string): void {
  console.log(`hello ${name}`)
}

// Under spawn a child evaluates this file again, and comes to these lines as well.
setStartMethod('spawn', { force: true })
const child = new Process({ target: greet, args: ['Ada'] })
child.start()
child.join()
console.log(`the child ended with exit code ${child.exitCode}`)
