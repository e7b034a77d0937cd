import { getContext, type Queue, type StartMethod } from 'multiprocessing'
import { perfCounter } from 'time'

const evaluated: string[] = []
let greeting = 'as written in the file'
evaluated.push(__name__)

function look(method: string, answers: Queue<string>): void {
  // What of the parent's memory is here?
  answers.put(`${method}: greeting is "${greeting}", evaluated as ${evaluated.join(', ')}`)
}

/** Starts one child, waits for its answer, and tells how long that took. */
function compare(method: StartMethod): number {
  const context = getContext(method)
  const answers = new context.Queue<string>()
  const began = perfCounter()
  const child = new context.Process({ target: look, args: [method, answers], name: method })
  child.start()
  console.log(answers.get())
  const seconds = perfCounter() - began
  child.join()
  return seconds
}

if (__name__ === '__main__') {
  greeting = 'changed by the parent'
  for (const method of ['fork', 'spawn', 'forkserver'] as const) {
    console.log(`${method} took ${(compare(method) * 1000).toFixed(1)} ms`)
  }
}
