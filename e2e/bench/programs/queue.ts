import { Process, Queue } from 'multiprocessing'
import { settings } from './settings.ts'

interface Item {
  readonly id: number
  readonly name: string
  readonly values: readonly number[]
  readonly ok: boolean
}

/** About 100 bytes of JSON. */
const itemOf = (id: number): Item => ({
  id,
  name: 'a name of a usual length for an item',
  values: [1, 2.5, id],
  ok: true,
})

function produceNumbers(queue: Queue<number>, count: number): void {
  for (let i = 0; i < count; i++) queue.put(i)
}

function produceObjects(queue: Queue<Item>, count: number): void {
  for (let i = 0; i < count; i++) queue.put(itemOf(i))
}

/** Items a second from one process to another, from the first that comes to the last. */
function measure(objects: boolean, count: number): number {
  const queue = new Queue<never>(settings.capacity)
  const producer = new Process({ target: objects ? produceObjects : produceNumbers, args: [queue, count] })
  producer.start()
  queue.get()
  const start = performance.now()
  for (let i = 1; i < count; i++) queue.get()
  const seconds = (performance.now() - start) / 1000
  producer.join()
  return (count - 1) / seconds
}

const objects = settings.objects === 1
measure(objects, settings.warmUp)
console.log(
  JSON.stringify({ rate: Array.from({ length: settings.repeats }, () => measure(objects, settings.items)) }),
)
