import { below, xorshift32 } from '../base/prng.ts'
import { type ObjectType, Operation as Op, type Operation } from '../trace/events.ts'
import { Activity, type LaneModel, type ObjectModel, type TraceModel } from '../trace/model.ts'

interface SpanRow {
  readonly start: number
  end: number
  readonly activity: Activity
  readonly operation: Operation
  readonly object: number
  readonly site: number
  readonly peer: number
}

interface TaskRow {
  readonly start: number
  readonly end: number
  readonly task: number
  readonly status: number
  readonly text: string
}

/** Builds a lane by telling, in order, what it did for how long. */
export class LaneBuilder {
  readonly #spans: SpanRow[] = []
  readonly #tasks: TaskRow[] = []
  readonly lane: number
  readonly process: number
  readonly name: string
  readonly #start: number
  now: number
  library = false
  wrote = false
  exitCode = 0

  constructor(lane: number, name: string, start: number, process = lane) {
    this.lane = lane
    this.process = process
    this.name = name
    this.#start = start
    this.now = start
  }

  run(ms: number, site = 0): this {
    const last = this.#spans.at(-1)
    // Working goes on through tasks: a span ends when the core is given back.
    if (last?.activity === Activity.Running && last.site === site) last.end = this.now + ms
    else this.#push(ms, Activity.Running, Op.None, 0, site, 0)
    this.now += ms
    return this
  }

  wait(ms: number, operation: Operation, object = 0, peer = -1, site = 0): this {
    this.#push(ms, Activity.Waiting, operation, object, site, peer)
    this.now += ms
    return this
  }

  ready(ms: number, peer = -1): this {
    this.#push(ms, Activity.Ready, Op.TimeSlice, 0, 0, peer)
    this.now += ms
    return this
  }

  waitForGil(ms: number): this {
    this.#push(ms, Activity.Ready, Op.Gil, 0, 0, -1)
    this.now += ms
    return this
  }

  /** A task that does what `body` tells. */
  task(task: number, body: (lane: this) => void, text = String(task), status = 0): this {
    const start = this.now
    body(this)
    this.#tasks.push({ start, end: this.now, task, status, text })
    return this
  }

  /** Makes the last span go on: its end becomes NaN. */
  open(): this {
    const last = this.#spans.at(-1)
    if (last !== undefined) last.end = Number.NaN
    return this
  }

  #push(
    ms: number,
    activity: Activity,
    operation: Operation,
    object: number,
    site: number,
    peer: number,
  ): void {
    if (ms > 0)
      this.#spans.push({ start: this.now, end: this.now + ms, activity, operation, object, site, peer })
  }

  build(): LaneModel {
    const spans = this.#spans
    const tasks = this.#tasks
    const open = Number.isNaN(spans.at(-1)?.end ?? 0)
    return {
      lane: this.lane,
      name: this.name,
      pid: 100 + this.process,
      parent: this.lane === 0 ? -1 : 0,
      daemon: this.lane !== 0,
      poolWorker: tasks.length > 0,
      thread: this.process !== this.lane,
      library: this.library,
      wrote: this.wrote,
      process: this.process,
      start: this.#start,
      end: open ? Number.NaN : this.now,
      exitCode: open ? null : this.exitCode,
      spans: {
        length: spans.length,
        start: Float64Array.from(spans, span => span.start),
        end: Float64Array.from(spans, span => span.end),
        activity: Uint8Array.from(spans, span => span.activity),
        operation: Uint8Array.from(spans, span => span.operation),
        object: Int32Array.from(spans, span => span.object),
        site: Int32Array.from(spans, span => span.site),
        peer: Int32Array.from(spans, span => span.peer),
      },
      tasks: {
        length: tasks.length,
        start: Float64Array.from(tasks, task => task.start),
        end: Float64Array.from(tasks, task => task.end),
        task: Int32Array.from(tasks, task => task.task),
        function: new Int32Array(tasks.length),
        pool: new Int32Array(tasks.length).fill(1),
        status: Uint8Array.from(tasks, task => task.status),
        arguments: index => tasks[index]?.text ?? '',
      },
    }
  }
}

/** A model of finished or open lanes. */
export function modelOf(
  lanes: readonly LaneModel[],
  options: { cores?: number; now?: number; objects?: readonly [number, ObjectType, string][] } = {},
): TraceModel {
  const ends = lanes.flatMap(lane => [
    lane.start,
    ...Array.from(lane.spans.end.subarray(Math.max(0, lane.spans.length - 1))),
  ])
  const latest = Math.max(0, ...ends.filter(end => !Number.isNaN(end)))
  const now = options.now ?? latest
  const objects = new Map<number, ObjectModel>(
    (options.objects ?? []).map(([object, type, label]) => [object, { object, type, label, capacity: null }]),
  )
  return {
    revision: 1,
    now,
    duration: lanes.some(lane => Number.isNaN(lane.end)) ? Number.NaN : now,
    cores: options.cores ?? 2,
    lanes,
    laneByNumber: number => lanes.find(lane => lane.lane === number),
    objects,
    output: [],
    schedule: [],
    overhead: 0,
    operations: [],
    spanCount: lanes.reduce((sum, lane) => sum + lane.spans.length + lane.tasks.length, 0),
    damaged: 0,
  }
}

/** Numbers in [0, n), the same for the same seed. */
export function seeded(seed: number): (n: number) => number {
  let state = seed | 1
  return n => {
    state = xorshift32(state)
    return below(state, n)
  }
}

const WAITS: readonly Operation[] = [Op.LockAcquire, Op.QueueGet, Op.Sleep, Op.PoolIdle, Op.ProcessJoin]

/** A lane of about `count` spans of mixed lengths, tasks with and without waits inside them, gaps between some. */
export function randomLane(lane: number, count: number, seed: number): LaneModel {
  const next = seeded(seed)
  const builder = new LaneBuilder(lane, `Process-${lane}`, next(5))
  const length = (): number => (next(4) === 0 ? 1 + next(40) : (1 + next(100)) / 1000)
  const wait = (): Operation => WAITS[next(WAITS.length)] ?? Op.Sleep
  for (let index = 0; index < count; index++) {
    const choice = next(6)
    if (choice === 0) builder.wait(length(), wait())
    else if (choice === 1) builder.ready(length())
    else if (choice === 2) builder.run(length())
    else if (choice === 3)
      builder.task(index, body => body.run(length()).wait(length(), wait()).run(length()))
    else if (choice === 4) builder.task(index, body => body.run(length()))
    else builder.now += next(3) === 0 ? length() : 0
  }
  return builder.build()
}
