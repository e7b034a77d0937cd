import { Pipe, Process } from 'multiprocessing'
import type { Connection } from 'multiprocessing.connection'

/** Answers each number with its square, until nobody asks any more. */
function square(questions: Connection): void {
  try {
    for (;;) {
      const n = questions.recv() as number
      questions.send(n * n)
    }
  } catch (error) {
    // All ends that could have sent something are closed.
    if (error instanceof Error && error.name === 'EOFError') console.log('nobody asks any more')
    else throw error
  }
}

if (__name__ === '__main__') {
  const [mine, theirs] = Pipe()
  const squarer = new Process({ target: square, args: [theirs], name: 'Squarer' })
  squarer.start()
  // The child has an end of its own now; this one would keep the pipe open.
  theirs.close()
  for (let n = 1; n <= 5; n++) {
    mine.send(n)
    console.log(`${n} squared is ${mine.recv()}`)
  }
  console.log(`anything more to read? ${mine.poll(0.05) ? 'yes' : 'no'}`)
  mine.close()
  squarer.join()
  console.log('done')
}
