import { EventKind, kindOf, Operation, wordsOf } from './events.ts'
import { Activity, type TraceModel } from './model.ts'
import type { SlotBatch } from './streams.testing.ts'

interface PlainRecord {
  readonly kind: EventKind
  readonly time: number
  readonly payload: readonly number[]
}

interface PlainLane {
  readonly lane: number
  readonly name: string
  readonly start: number
  end: number | null
  exitCode: number | null
  readonly records: PlainRecord[]
}

/** What both decoders are compared by. */
interface Picture {
  readonly lanes: readonly unknown[]
  readonly output: readonly string[]
  readonly operations: number
  readonly duration: number
}

/** The slow and obvious twin: gathers each lane's records first, then reads them off. Knows valid streams only. */
export function obviousPicture(batches: readonly SlotBatch[]): Picture {
  const lanes = gather(batches)
  const all = [...lanes.values()].sort((a, b) => a.start - b.start || a.lane - b.lane)
  const now = Math.max(0, ...all.flatMap(lane => timesOf(lane)))
  const open = all.some(lane => lane.end === null)
  const duration = open ? now : Math.max(0, ...all.map(lane => lane.end ?? 0))
  return {
    lanes: all.map(lane => pictureOfLane(lane, duration)),
    output: all.flatMap(lane => linesOf(lane)).sort(),
    operations: batches
      .flatMap(({ words }) => recordsOf(words))
      .reduce((sum, { kind, payload }) => {
        if (kind === EventKind.Operation) return sum + 1
        return kind === EventKind.Repeat ? sum + (payload[0] as number) : sum
      }, 0),
    duration,
  }
}

export function pictureOf(model: TraceModel): Picture {
  return {
    lanes: [...model.lanes]
      .sort((a, b) => a.start - b.start || a.lane - b.lane)
      .map(({ lane, name, start, end, exitCode, spans, tasks }) => ({
        lane,
        name,
        start,
        end,
        exitCode,
        spans: rows(spans.length).map(row => [
          spans.start[row],
          spans.end[row],
          spans.activity[row],
          spans.operation[row],
          spans.object[row],
          spans.site[row],
          spans.peer[row],
        ]),
        tasks: rows(tasks.length).map(row => [
          tasks.start[row],
          tasks.end[row],
          tasks.task[row],
          tasks.status[row],
          tasks.arguments(row),
        ]),
      })),
    output: model.output.map(({ lane, time, text }) => `${lane} ${time} ${text}`).sort(),
    operations: model.operations.reduce((sum, { count }) => sum + count, 0),
    duration: model.duration,
  }
}

function gather(batches: readonly SlotBatch[]): Map<number, PlainLane> {
  const lanes = new Map<number, PlainLane>()
  const killed = new Map<number, PlainRecord>()
  const current = new Map<number, PlainLane>()
  for (const { slot, words } of batches) {
    for (const one of recordsOf(words)) {
      const { kind, time, payload } = one
      const [lane = 0] = payload
      if (kind === EventKind.LaneStart) {
        const started = {
          lane,
          name: textAt(payload, 5),
          start: time,
          end: null,
          exitCode: null,
          records: [],
        }
        lanes.set(lane, started)
        current.set(slot, started)
      } else if (kind === EventKind.LaneEnd && slot === 0) killed.set(lane, one)
      else current.get(slot)?.records.push(one)
    }
  }
  for (const lane of lanes.values()) {
    const end = killed.get(lane.lane) ?? lane.records.find(({ kind }) => kind === EventKind.LaneEnd)
    if (end === undefined) continue
    lane.end = end.time
    lane.exitCode = end.payload[1] ?? null
  }
  return lanes
}

function pictureOfLane(lane: PlainLane, duration: number) {
  const end = lane.end ?? Math.max(duration, ...timesOf(lane))
  const spans: number[][] = []
  const tasks: (number | string)[][] = []
  let state: 'idle' | Activity = 'idle'
  let since = lane.start
  let wait = [0, 0, 0]
  let core = -1
  const show = (
    from: number,
    to: number,
    activity: Activity,
    about: readonly number[],
    peer: number,
  ): void => {
    const until = Math.min(to, end)
    if (from < until) spans.push([from, until, activity, ...about, peer])
  }
  const finishSpan = (time: number, ready: number, waker: number): void => {
    if (state === Activity.Running) show(since, time, state, [0, 0, 0], core)
    else if (state === Activity.Ready) show(since, time, state, wait, waker)
    else {
      const from = Math.min(Math.max(ready, since), time)
      if (state === Activity.Waiting) show(since, from, state, wait, waker)
      show(from, time, Activity.Ready, state === 'idle' ? [0, 0, 0] : wait, waker)
    }
    since = time
  }
  for (const { kind, time, payload } of lane.records) {
    const [a = 0, b = 0, c = 0, d = 0] = payload
    if (kind === EventKind.Run) {
      finishSpan(time, floatOf(c, d), b)
      state = Activity.Running
      core = a
    } else if (kind === EventKind.Park) {
      finishSpan(time, time, -1)
      state = a === Operation.TimeSlice ? Activity.Ready : Activity.Waiting
      wait = [a, b, c]
    } else if (kind === EventKind.TaskBegin && time <= end) tasks.push([time, end, a, 2, textAt(payload, 4)])
    else if (kind === EventKind.TaskEnd && time <= end) tasks.at(-1)?.splice(1, 3, time, a, b)
  }
  if (state !== 'idle') finishSpan(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1)
  return { lane: lane.lane, name: lane.name, start: lane.start, end, exitCode: lane.exitCode, spans, tasks }
}

function timesOf(lane: PlainLane): number[] {
  return [lane.start, lane.end ?? lane.start, ...lane.records.map(({ time }) => time)]
}

function linesOf(lane: PlainLane): string[] {
  const lines: string[] = []
  let begun: { time: number; text: string } | null = null
  const close = (): void => {
    if (begun !== null) lines.push(`${lane.lane} ${begun.time} ${begun.text.replace(/\n$/, '')}`)
    begun = null
  }
  for (const { kind, time, payload } of lane.records) {
    if (kind !== EventKind.Output) continue
    const text: string = textAt(payload, 4)
    begun =
      begun === null
        ? { time, text }
        : { time: (begun as { time: number }).time, text: (begun as { text: string }).text + text }
    if (payload[2] === 0) close()
  }
  close()
  return lines
}

function recordsOf(words: Int32Array): PlainRecord[] {
  const records: PlainRecord[] = []
  for (let at = 0; at < words.length; ) {
    const head = words[at] ?? 0
    const kind = kindOf(head)
    const all = [...words.subarray(at + 1, at + wordsOf(head))]
    const timed = kind !== EventKind.Object && kind !== EventKind.Operation && kind !== EventKind.Repeat
    const time = timed ? floatOf(all[0] ?? 0, all[1] ?? 0) : -1
    records.push({ kind, time, payload: timed ? all.slice(2) : all })
    at += wordsOf(head)
  }
  return records
}

function textAt(payload: readonly number[], at: number): string {
  const bytes = new Uint8Array(Int32Array.from(payload.slice(at + 1)).buffer)
  return new TextDecoder().decode(bytes.subarray(0, payload[at] ?? 0))
}

function floatOf(low: number, high: number): number {
  return new Float64Array(Int32Array.of(low, high).buffer)[0] ?? 0
}

function rows(length: number): number[] {
  return Array.from({ length }, (_, row) => row)
}
