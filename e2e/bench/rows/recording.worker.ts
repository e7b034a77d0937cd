import { EventKind, header, Operation } from '../../../src/trace/events.ts'
import { type RingPlace, RingWriter } from '../../../src/trace/ring.ts'
import type { Recorder } from './recording.ts'

/** As large as a lane's ring is in a run. */
const CAPACITY = 1 << 14
const CONTROL = 16
/** Many short samples: most of them are over before the system gives the core to someone else. */
const REPEATS = 41
/** Records between two times that the ring is emptied, so that the writer never waits: less than a ring full. */
const BATCH = 2000
const BATCHES = 50
const TIMED_BATCHES = 2
/** Marks are kept until they are cleared, so fewer are made at a time. */
const MARKS = 1000

const buffer = new SharedArrayBuffer(4 * (CONTROL + CAPACITY))
const words = new Int32Array(buffer)
const place: RingPlace = { words, base: CONTROL, capacity: CAPACITY, head: 0, tail: 1, waiting: 2, bell: 3 }

// The kernel's clock: the worker's own, on the time line of all workers, since the run's start, with what was skipped.
const floats = new Float64Array(new SharedArrayBuffer(16))
const read = performance.now.bind(performance)
const offset = performance.timeOrigin - Date.now()
const clock = (): number => read() + offset - (floats[0] as number) + (floats[1] as number)
floats[0] = clock()
const ring = new RingWriter(place, clock)

function operation(): void {
  for (let batch = 0; batch < BATCHES; batch++) {
    // Five sites in turn: nothing repeats, so that each is a record.
    for (let i = 0; i < BATCH; i++) ring.operation(Operation.LockAcquire, batch, i, i % 5)
    empty()
  }
}

function timed(): void {
  for (let batch = 0; batch < TIMED_BATCHES; batch++) {
    for (let i = 0; i < BATCH; i++) ring.timed(EventKind.TaskEnd, 2, i, 0)
    empty()
  }
}

/** What the collector does, without its copying. */
function empty(): void {
  ring.flush()
  Atomics.store(words, place.tail, Atomics.load(words, place.head))
}

const OPERATION_WORDS = 5

function bareWrite(): void {
  const first = header(EventKind.Operation, OPERATION_WORDS)
  const end = CONTROL + CAPACITY - OPERATION_WORDS
  let at = CONTROL
  for (let batch = 0; batch < BATCHES; batch++) {
    for (let i = 0; i < BATCH; i++) {
      words[at] = first
      words[at + 1] = Operation.LockAcquire
      words[at + 2] = batch
      words[at + 3] = i
      words[at + 4] = i % 5
      at = at < end - OPERATION_WORDS ? at + OPERATION_WORDS : CONTROL
    }
  }
}

function mark(): void {
  for (let i = 0; i < MARKS; i++) performance.mark('task')
}

/** ns a record. */
function timeOf(record: () => void, records: number): number {
  const start = read()
  record()
  const time = read() - start
  performance.clearMarks()
  return (time * 1e6) / records
}

const RECORDERS: Readonly<Record<Recorder, () => number>> = {
  operation: () => timeOf(operation, BATCHES * BATCH),
  bareWrite: () => timeOf(bareWrite, BATCHES * BATCH),
  timed: () => timeOf(timed, TIMED_BATCHES * BATCH),
  mark: () => timeOf(mark, MARKS),
}

/** Not counted: until the loops are compiled. */
const WARM_UP = 10

self.onmessage = ({ data }: MessageEvent<Recorder>) => {
  const recorder = RECORDERS[data]
  for (let i = 0; i < WARM_UP; i++) recorder()
  self.postMessage(Array.from({ length: REPEATS }, recorder))
}
