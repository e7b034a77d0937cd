import { Condition, Process, Value } from 'multiprocessing'
import { sleep } from 'time'

const ROUNDS = 4

/** Speaks only when it is its turn. */
function speak(me: number, words: string, turn: Value, changed: Condition): void {
  for (let round = 0; round < ROUNDS; round++) {
    using _ = changed.hold()
    // Gives the lock back while it waits, and has it again when the condition is true.
    changed.waitFor(() => turn.value === me)
    console.log(words)
    sleep(0.2)
    turn.value = (me + 1) % 3
    changed.notifyAll()
  }
}

if (__name__ === '__main__') {
  const turn = new Value('i', 0, { lock: false })
  const changed = new Condition()
  const voices = ['row', 'row', 'row your boat'].map(
    (words, me) => new Process({ target: speak, args: [me, words, turn, changed], name: `Voice ${me + 1}` }),
  )
  for (const voice of voices) voice.start()
  for (const voice of voices) voice.join()
  console.log(`sung ${ROUNDS} times`)
}
