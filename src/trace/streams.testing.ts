import { EventKind, ObjectType, Operation } from './events.ts'
import {
  batch,
  dice,
  laneEnd,
  laneStart,
  output,
  park,
  record,
  run,
  taskBegin,
  taskEnd,
} from './records.testing.ts'

export interface SlotBatch {
  readonly slot: number
  readonly words: Int32Array
}

const CORES = 4
const WAITS = [Operation.TimeSlice, Operation.LockAcquire, Operation.QueueGet, Operation.Sleep]

/** A run of valid records, cut into batches whose slots are shuffled; slots are used by one lane after the other. */
export function randomStream(seed: number): { readonly batches: SlotBatch[]; readonly cores: number } {
  const pick = dice(seed)
  const slots = new Map<number, number[][]>([[0, []]])
  const times = new Map<number, number>()
  const lanes = 1 + pick(8)
  for (let lane = 0; lane < lanes; lane++) {
    const slot = 1 + pick(4)
    const { records, end, last } = randomLane(lane, times.get(slot) ?? 0, pick)
    slots.set(slot, [...(slots.get(slot) ?? []), ...records])
    if (end !== null) slots.get(0)?.push(end)
    times.set(slot, last)
  }
  return { batches: shuffled(slots, pick), cores: CORES }
}

/** The same batches, each slot's in order, with the slots interleaved anew. */
function shuffled(slots: ReadonlyMap<number, readonly number[][]>, pick: (n: number) => number): SlotBatch[] {
  const waiting = [...slots].map(([slot, records]) => ({ slot, records: [...records] }))
  const batches: SlotBatch[] = []
  for (;;) {
    const left = waiting.filter(({ records }) => records.length > 0)
    const next = left[pick(Math.max(1, left.length))]
    if (next === undefined) return batches
    batches.push({ slot: next.slot, words: batch(...next.records.splice(0, 1 + pick(6))) })
  }
}

function randomLane(lane: number, from: number, pick: (n: number) => number) {
  let time = from + pick(5)
  const tick = (): number => {
    time += pick(4) * 0.5
    return time
  }
  const records = [laneStart(time, lane, { name: ['Main', 'プロセス', 'Process-1'][pick(3)] ?? '' })]
  let running = false
  let task = -1
  let operations = 0
  for (let step = pick(40); step > 0; step--) {
    const choice = pick(7)
    if (choice < 3) {
      const parked = time
      tick()
      // A time at which it became ready may lie anywhere, even outside of the wait.
      records.push(
        running
          ? park(time, WAITS[pick(WAITS.length)] ?? 0, pick(3), pick(9))
          : run(time, pick(CORES), pick(9) - 1, parked - 1 + pick(6) * 0.5),
      )
      running = !running
    } else if (choice === 3) {
      records.push(
        task >= 0 ? taskEnd(tick(), task, pick(2)) : taskBegin(tick(), step, 'f(1, "é")'.slice(pick(4))),
      )
      task = task >= 0 ? -1 : step
    } else if (choice === 4) {
      const ends = ['', '\n', 'x\n\n'][pick(3)] ?? ''
      records.push(output(tick(), `line ${pick(100)} ü${ends}`, pick(3) === 0 ? 1 : 0))
    } else if (choice === 5) {
      records.push(record(EventKind.Operation, 0, Operation.ValueGet + pick(4), 1, step, 3))
      operations += 1
      if (operations > 1 && pick(3) === 0) records.push(record(EventKind.Repeat, 0, 1 + pick(5), 2, 2))
    } else records.push(record(EventKind.Object, 0, 8 + pick(30) * 8, ObjectType.Lock, lane, 1 + step, -1))
  }
  const how = pick(4)
  // Killed a little before its last records: the end stands in the system's ring.
  const killed = how === 0 ? laneEnd(Math.max(from + 5, time - pick(3)), lane, -9) : null
  if (how === 1 || how === 2) records.push(laneEnd(tick(), lane, how - 1))
  return { records, end: killed, last: Math.max(time, from + 5) }
}
