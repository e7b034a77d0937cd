import { ShareableList, SharedMemory } from 'multiprocessing.sharedMemory'
import { Process, Queue } from 'multiprocessing'

/** Knows nothing but a name. */
function capitals(name: string, done: Queue<string>): void {
  const memory = new SharedMemory(name)
  for (let i = 0; i < memory.size; i++) {
    const letter = memory.buf[i] ?? 0
    if (letter >= 97 && letter <= 122) memory.buf[i] = letter - 32
  }
  memory.close()
  done.put('capitals are written')
}

function birthday(name: string): void {
  const person = new ShareableList(null, { name })
  person[1] = Number(person[1]) + 1
}

if (__name__ === '__main__') {
  const text = 'written in small letters'
  const memory = new SharedMemory({ create: true, size: text.length })
  for (let i = 0; i < text.length; i++) memory.buf[i] = text.charCodeAt(i)
  const done = new Queue<string>()
  new Process({ target: capitals, args: [memory.name, done] }).start()
  console.log(done.get())
  console.log(String.fromCharCode(...memory.buf))
  memory.close()
  memory.unlink()

  const person = new ShareableList(['Ada', 36, true])
  const year = new Process({ target: birthday, args: [person.shm.name] })
  year.start()
  year.join()
  console.log(`${person[0]} is ${person[1]} now`)
}
