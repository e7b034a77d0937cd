import { OBJECT_NAMES, type ObjectType, OPERATION_NAMES, type Operation } from '../events.ts'
import { fullName } from '../laneName.ts'
import type { LaneModel, ObjectModel, OperationCount, TraceModel } from '../model.ts'
import { type LaneStart, LaneTrace } from './laneTrace.ts'
import { OutputLog } from './outputLog.ts'
import { SubmissionColumns } from './submissionColumns.ts'

/** The kernel numbers the choices of a schedule from 1. */
const FIRST_STEP = 1

/** What all lanes of a run make together. The decoder writes it; everybody else sees a `TraceModel`. */
export class RunTrace implements TraceModel {
  readonly cores: number
  revision = 0
  now = 0
  duration = Number.NaN
  overhead = 0
  damaged = 0
  readonly objects = new Map<number, ObjectModel>()
  readonly schedule: number[] = []
  readonly submissions = new SubmissionColumns()
  readonly log = new OutputLog()
  readonly #lanes: LaneTrace[] = []
  #sorted = 0
  readonly #byNumber = new Map<number, LaneTrace>()
  /** First lanes of processes, by pid. */
  readonly #processes = new Map<number, number>()
  readonly #counts = new Float64Array(Object.keys(OPERATION_NAMES).length)
  /** Choices whose predecessors have not come yet: lanes write them into their own rings. */
  readonly #early = new Map<number, number>()

  constructor(cores: number) {
    this.cores = cores
  }

  get lanes(): readonly LaneTrace[] {
    if (this.#sorted < this.#lanes.length) {
      this.#lanes.sort((a, b) => this.#order(a, b))
      this.#sorted = this.#lanes.length
    }
    return this.#lanes
  }

  laneByNumber(lane: number): LaneTrace | undefined {
    return this.#byNumber.get(lane)
  }

  get output() {
    return this.log.read(this.now)
  }

  get operations(): readonly OperationCount[] {
    const counted: OperationCount[] = []
    this.#counts.forEach((count, operation) => {
      if (count > 0) counted.push({ operation, count })
    })
    return counted
  }

  get spanCount(): number {
    let count = 0
    for (const { spans, tasks } of this.#lanes) count += spans.length + tasks.length
    return count
  }

  addLane(start: LaneStart): LaneTrace {
    const lane = new LaneTrace(start, this.#processes)
    if (!lane.thread && !this.#processes.has(lane.pid)) this.#processes.set(lane.pid, lane.lane)
    this.#lanes.push(lane)
    this.#byNumber.set(lane.lane, lane)
    return lane
  }

  /** `capacity`: -1 for none. An object made where an earlier one was freed takes its number over. */
  addObject(object: number, type: ObjectType, maker: number, ordinal: number, capacity: number): void {
    this.objects.set(object, {
      object,
      type,
      capacity: capacity < 0 ? null : capacity,
      label: this.#label(type, maker, ordinal),
    })
  }

  count(operation: Operation, times: number): void {
    this.#counts[operation] = (this.#counts[operation] as number) + times
  }

  /** False when that step is known already. */
  addChoice(step: number, lane: number): boolean {
    const due = this.schedule.length + FIRST_STEP
    if (step < due || this.#early.has(step)) return false
    this.#early.set(step, lane)
    for (let next = due; ; next++) {
      const chosen = this.#early.get(next)
      if (chosen === undefined) return true
      this.schedule.push(chosen)
      this.#early.delete(next)
    }
  }

  /** Nothing more comes: open lanes, lines and spans are ended. */
  finish(duration: number | undefined): void {
    const open = this.#lanes.filter(lane => Number.isNaN(lane.end))
    this.duration = duration ?? this.#lastExit(open)
    this.now = Math.max(this.now, this.duration)
    for (const lane of open) lane.finish(Math.max(lane.latest, this.duration), null)
    this.log.flushAll()
    this.damaged += this.#early.size
    this.#early.clear()
  }

  #lastExit(open: readonly LaneModel[]): number {
    const awaited = this.#lanes.filter(lane => !lane.daemon)
    if (awaited.length === 0 || open.some(lane => !lane.daemon)) return this.now
    return awaited.reduce((last, lane) => Math.max(last, lane.end), 0)
  }

  // The maker wrote its own start before its first object, so it is known by now.
  #label(type: ObjectType, maker: number, ordinal: number): string {
    const label = `${OBJECT_NAMES[type]}-${ordinal}`
    const lane = this.#byNumber.get(maker)
    return lane === undefined || lane.parent === -1 ? label : `${fullName(this, lane)}/${label}`
  }

  /** Threads stand behind their process. */
  #order(a: LaneTrace, b: LaneTrace): number {
    const one = this.#byNumber.get(a.process) ?? a
    const other = this.#byNumber.get(b.process) ?? b
    if (one !== other) return byStart(one, other)
    return Number(a.thread) - Number(b.thread) || byStart(a, b)
  }
}

function byStart(a: LaneTrace, b: LaneTrace): number {
  const main = Number(b.parent === -1) - Number(a.parent === -1)
  return main || a.start - b.start || a.lane - b.lane
}
