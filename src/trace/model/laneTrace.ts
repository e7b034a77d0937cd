import { LaneFlag, Operation } from '../events.ts'
import { Activity, type LaneModel } from '../model.ts'
import { SpanColumns } from './spanColumns.ts'
import { TASK_OPEN, TaskColumns } from './taskColumns.ts'

/** Before its first core, and after its end, a lane does nothing that a span could show. */
const IDLE = -1

export interface LaneStart {
  readonly lane: number
  readonly name: string
  readonly pid: number
  readonly parent: number
  readonly flags: number
  readonly time: number
}

/**
 * One lane, built from its records in order. Methods that take a record answer false when it makes no sense where it
 * stands; then nothing has changed. Times that come in never run backwards (`latest`; the decoder sees to it).
 */
export class LaneTrace implements LaneModel {
  readonly lane: number
  readonly name: string
  readonly pid: number
  readonly parent: number
  readonly daemon: boolean
  readonly poolWorker: boolean
  readonly thread: boolean
  readonly library: boolean
  readonly start: number
  readonly spans = new SpanColumns()
  readonly tasks = new TaskColumns()
  end = Number.NaN
  exitCode: number | null = null
  wrote = false
  /** Its last two operations that did not wait; 0: none yet. */
  olderOperation = Operation.None
  newerOperation = Operation.None
  /** Time of the last record. */
  latest: number
  #activity: Activity | typeof IDLE = IDLE
  /** Whether the last span is what the lane does now, and the last task the one it works on. */
  #spanOpen = false
  #taskShown = false
  /** The task that it works on. */
  #task: number | null = null
  /** First lanes of processes, by pid. */
  readonly #processes: ReadonlyMap<number, number>

  constructor(start: LaneStart, processes: ReadonlyMap<number, number>) {
    this.lane = start.lane
    this.name = start.name
    this.pid = start.pid
    this.parent = start.parent
    this.daemon = (start.flags & LaneFlag.Daemon) !== 0
    this.poolWorker = (start.flags & LaneFlag.PoolWorker) !== 0
    this.thread = (start.flags & LaneFlag.Thread) !== 0
    this.library = (start.flags & LaneFlag.Library) !== 0
    this.#processes = processes
    this.start = start.time
    this.latest = start.time
  }

  /** A thread may be heard of before its process. */
  get process(): number {
    return this.thread ? (this.#processes.get(this.pid) ?? this.lane) : this.lane
  }

  /** The lane has a core since `time`, and could have had one since `readyTime`, but for its process's GIL if `afterGil`. */
  run(time: number, core: number, waker: number, readyTime: number, afterGil = false): boolean {
    const { spans } = this
    if (this.#activity === Activity.Running) return false
    if (this.#activity === IDLE) {
      const operation = afterGil ? Operation.Gil : Operation.None
      this.#addReady(Math.max(readyTime, this.start), time, operation, 0, 0, waker)
    } else if (this.#spanOpen) {
      const row = spans.length - 1
      spans.peer[row] = waker
      if (this.#activity === Activity.Ready) spans.closeLast(this.#within(time))
      else {
        const operation = afterGil ? Operation.Gil : (spans.operation[row] as number)
        const object = afterGil ? 0 : (spans.object[row] as number)
        const site = spans.site[row] as number
        const ready = Math.min(Math.max(readyTime, spans.start[row] as number), time)
        spans.closeLast(this.#within(ready))
        this.#addReady(ready, time, operation, object, site, waker)
      }
    }
    this.#open(time, Activity.Running, Operation.None, 0, 0, core)
    return true
  }

  /** The lane gives its core back. */
  park(time: number, operation: Operation, object: number, site: number): boolean {
    if (this.#activity !== Activity.Running) return false
    if (this.#spanOpen) this.spans.closeLast(this.#within(time))
    const ready = operation === Operation.TimeSlice || operation === Operation.Gil
    const activity = ready ? Activity.Ready : Activity.Waiting
    this.#open(time, activity, operation, object, site, -1)
    return true
  }

  /** False when the task before it had not ended: that one is ended here, so that one lost record costs one task. */
  taskBegin(time: number, task: number, fn: number, pool: number, text: Uint8Array): boolean {
    const sound = this.#task === null
    if (this.#taskShown) this.tasks.closeLast(this.#within(time), TASK_OPEN)
    this.#task = task
    this.#taskShown = !(time > this.end)
    if (this.#taskShown) this.tasks.push(time, this.end, task, fn, pool, text)
    return sound
  }

  taskEnd(time: number, task: number, status: number): boolean {
    if (this.#task !== task) return false
    if (this.#taskShown && !(time > this.end)) this.tasks.closeLast(time, status)
    this.#task = null
    this.#taskShown = false
    return true
  }

  /**
   * The lane ended at `time`. When somebody else says so, its own records may still come, from before and, as killing takes
   * a moment, from after: what lies after the end is cut off, so that the result is the same whichever came first.
   */
  finish(time: number, exitCode: number | null): void {
    this.end = time
    this.exitCode = exitCode
    const { spans, tasks } = this
    const spanCount = spans.length
    const taskCount = tasks.length
    spans.cut(time)
    tasks.cut(time)
    this.#spanOpen &&= spans.length === spanCount
    this.#taskShown &&= tasks.length === taskCount
  }

  #within(time: number): number {
    return Number.isNaN(this.end) ? time : Math.min(time, this.end)
  }

  #addReady(
    from: number,
    to: number,
    operation: Operation,
    object: number,
    site: number,
    waker: number,
  ): void {
    const end = this.#within(to)
    if (from < end) this.spans.push(from, end, Activity.Ready, operation, object, site, waker)
  }

  #open(
    time: number,
    activity: Activity,
    operation: Operation,
    object: number,
    site: number,
    peer: number,
  ): void {
    this.#activity = activity
    this.#spanOpen = !(time >= this.end)
    if (this.#spanOpen) this.spans.push(time, this.end, activity, operation, object, site, peer)
  }
}
