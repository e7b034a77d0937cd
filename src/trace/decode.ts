import { EventKind, OBJECT_NAMES, type ObjectType, OPERATION_NAMES, type Operation } from './events.ts'
import type { LaneTrace } from './model/laneTrace.ts'
import { RecordReader } from './model/recordReader.ts'
import { RunTrace } from './model/runTrace.ts'
import type { TraceModel } from './model.ts'

const OPERATIONS = Object.keys(OPERATION_NAMES).length
const OBJECT_TYPES = Object.keys(OBJECT_NAMES).length
/** Where the ends of killed processes are written, by whoever buries them. */
const SYSTEM_SLOT = 0

/** Kinds that belong to a lane: on a slot that no lane has, they are damage. */
const OF_LANE = bits(
  EventKind.Run,
  EventKind.RunAfterGil,
  EventKind.Park,
  EventKind.TaskBegin,
  EventKind.TaskEnd,
  EventKind.Output,
)
/**
 * Kinds whose time is taken outside their lane's order (a choice is recorded after the fact, a full ring while another
 * record waits with its time already read): it may not be compared with its neighbours'.
 */
const OUT_OF_ORDER = bits(EventKind.Choice, EventKind.ClockJump, EventKind.RingFull, EventKind.LaneStart)

/** How much a decoder holds: what a run that never stops telling fills memory with. */
export interface TraceVolume {
  /** Bytes of output, with what each line takes besides its text. */
  readonly output: number
  /** Words of records that leave something in the model; operations that did not wait are only counted. */
  readonly events: number
}

interface FutureEnd {
  readonly time: number
  readonly exitCode: number
}

/**
 * Makes a model out of batches of trace words. Batches of one slot come in that slot's order, different slots' in any.
 * Words come from the sandbox and are not trusted: a record that makes no sense where it stands counts in `damaged` and
 * is passed over. Never throws; memory stays in proportion to what came in.
 */
export class TraceDecoder {
  readonly #run: RunTrace
  readonly #reader = new RecordReader()
  /** Who writes on a slot now; null after a lane's end. */
  readonly #slots = new Map<number, LaneTrace | null>()
  /** Ends of killed lanes whose own first batch has not come yet. */
  readonly #futureEnds = new Map<number, FutureEnd>()
  #finished = false
  #eventWords = 0

  constructor(options: { readonly cores: number }) {
    this.#run = new RunTrace(options.cores)
  }

  get model(): TraceModel {
    return this.#run
  }

  get volume(): TraceVolume {
    return { output: this.#run.log.bytes, events: this.#eventWords }
  }

  /** Takes in a batch of whole records. `words` is not kept. */
  add(slot: number, words: Int32Array): void {
    if (this.#finished || words.length === 0) return
    const reader = this.#reader
    reader.begin(words)
    let lane = this.#slots.get(slot) ?? null
    let damaged = 0
    let kept = 0
    while (reader.next()) {
      if (reader.kind !== EventKind.Operation && reader.kind !== EventKind.Repeat) kept += reader.length
      if (reader.kind === EventKind.LaneStart) {
        // Whatever comes next is not the former lane's, even if this start can't be understood.
        if (lane !== null) this.#run.log.flush(lane.lane)
        lane = this.#laneStart()
        if (lane === null) damaged++
      } else if (reader.kind === EventKind.LaneEnd) {
        const ended = this.#laneEnd(slot, lane)
        if (ended === 'own') lane = null
        else if (ended === 'damaged') damaged++
      } else if (!this.#record(lane)) damaged++
    }
    this.#slots.set(slot, lane)
    reader.end()
    this.#eventWords += kept
    this.#run.damaged += damaged + reader.broken
    this.#run.revision++
  }

  /** The run goes on at `time` ms, even if nothing was heard of it since: what is open lasts until then. */
  advance(time: number): void {
    if (this.#finished || !(time > this.#run.now)) return
    this.#run.now = time
    this.#run.revision++
  }

  /**
   * The run is over: closes what is open. `duration` in ms; without it the last exit of a non-daemon process counts, or the
   * latest time seen if one of them was still alive.
   */
  finish(duration?: number): void {
    if (this.#finished) return
    this.#finished = true
    this.#run.damaged += this.#futureEnds.size
    this.#futureEnds.clear()
    const sane = duration !== undefined && duration >= 0 && Number.isFinite(duration)
    this.#run.finish(sane ? duration : undefined)
    this.#run.revision++
  }

  /** Takes the record that the reader stands on; false: damaged. */
  #record(lane: LaneTrace | null): boolean {
    const reader = this.#reader
    const { kind } = reader
    if (!reader.sound) return false
    if (reader.timed) {
      const { time } = reader
      const ordered = lane !== null && (OUT_OF_ORDER & (1 << kind)) === 0
      if (ordered && time < lane.latest) return false
      if ((OF_LANE & (1 << kind)) !== 0) {
        if (lane === null || !this.#ofLane(lane, kind, time)) return false
      } else if (!this.#ofRun(kind, time)) return false
      if (ordered) lane.latest = time
      if (time > this.#run.now) this.#run.now = time
      return true
    }
    if (kind === EventKind.Operation) return this.#operation(lane)
    if (kind === EventKind.Repeat) return lane !== null && this.#repeat(lane)
    return this.#ofRun(kind, 0)
  }

  #operation(lane: LaneTrace | null): boolean {
    const reader = this.#reader
    const operation = reader.word(0)
    if (!isOperation(operation) || reader.word(1) < 0 || reader.word(3) < 0) return false
    this.#run.count(operation, 1)
    if (lane !== null) {
      lane.olderOperation = lane.newerOperation
      lane.newerOperation = operation
    }
    return true
  }

  #repeat(lane: LaneTrace): boolean {
    const count = this.#reader.word(0)
    const { olderOperation, newerOperation } = lane
    if (count < 1 || olderOperation === 0) return false
    this.#run.count(olderOperation, Math.ceil(count / 2))
    this.#run.count(newerOperation, Math.floor(count / 2))
    if (count % 2 === 1) {
      lane.olderOperation = newerOperation
      lane.newerOperation = olderOperation
    }
    return true
  }

  #ofLane(lane: LaneTrace, kind: EventKind, time: number): boolean {
    const reader = this.#reader
    const a = reader.word(0)
    const b = reader.word(1)
    const c = reader.word(2)
    switch (kind) {
      case EventKind.Run:
      case EventKind.RunAfterGil: {
        const ready = reader.float(2)
        if (a < 0 || a >= this.#run.cores || b < -1 || !Number.isFinite(ready)) return false
        return lane.run(time, a, b, ready, kind === EventKind.RunAfterGil)
      }
      case EventKind.Park:
        return isOperation(a) && b >= 0 && c >= 0 && lane.park(time, a, b, c)
      case EventKind.TaskBegin: {
        const text = reader.text(4)
        if (text === null || b < -1 || c < 0 || reader.word(3) < -1) return false
        if (!lane.taskBegin(time, a, b, c, text)) this.#run.damaged++
        return true
      }
      case EventKind.TaskEnd:
        return (b === 0 || b === 1) && lane.taskEnd(time, a, b)
      case EventKind.Output: {
        const text = reader.text(4)
        const number = reader.word(3)
        if (text === null || (a !== 1 && a !== 2) || b < 0 || (c !== 0 && c !== 1) || number < 0) return false
        lane.wrote = true
        this.#run.log.add(lane.lane, { time, stream: a, site: b, continues: c === 1, number }, text)
        return true
      }
      default:
        return false
    }
  }

  #ofRun(kind: EventKind, time: number): boolean {
    const reader = this.#reader
    const run = this.#run
    const a = reader.word(0)
    const b = reader.word(1)
    const c = reader.word(2)
    const d = reader.word(3)
    switch (kind) {
      case EventKind.Object: {
        const capacity = reader.word(4)
        if (a <= 0 || b < 1 || b > OBJECT_TYPES || c < -1 || d < 0 || capacity < -1) return false
        run.addObject(a, b as ObjectType, c, d, capacity)
        return true
      }
      case EventKind.Submit:
        if (b < 1 || c < 0 || d < 0) return false
        run.submissions.push(time, a, b, c, d)
        return true
      case EventKind.Choice:
        return b >= 0 && c >= 1 && run.addChoice(a, b)
      case EventKind.ClockJump:
        return reader.float(0) >= 0
      case EventKind.RingFull: {
        const waited = reader.float(0)
        // A wait can't be longer than the run has been.
        if (!(waited >= 0 && waited <= time)) return false
        run.overhead += waited
        return true
      }
      default:
        return false
    }
  }

  #laneStart(): LaneTrace | null {
    const reader = this.#reader
    if (!reader.sound) return null
    const [lane, parent, pid, flags, site] = [0, 1, 2, 3, 4].map(index => reader.word(index)) as Five
    const name = reader.text(5)
    if (name === null || lane < 0 || parent < -1 || site < 0) return null
    if (this.#run.laneByNumber(lane) !== undefined) return null
    const { time } = reader
    const started = this.#run.addLane({ lane, parent, pid, flags, time, name: reader.decode(name) })
    if (time > this.#run.now) this.#run.now = time
    const end = this.#futureEnds.get(lane)
    if (end !== undefined) {
      this.#futureEnds.delete(lane)
      // Buried before it could say that it began: it ended as it began.
      started.finish(Math.max(end.time, time), end.exitCode)
    }
    return started
  }

  #laneEnd(slot: number, own: LaneTrace | null): 'own' | 'other' | 'damaged' {
    const reader = this.#reader
    if (!reader.sound) return 'damaged'
    const { time } = reader
    const number = reader.word(0)
    const exitCode = reader.word(1)
    if (own?.lane === number) {
      if (time < own.latest) return 'damaged'
      if (Number.isNaN(own.end)) own.finish(time, exitCode)
      own.latest = time
      this.#run.log.flush(number)
    } else {
      if (slot !== SYSTEM_SLOT || number < 0) return 'damaged'
      const lane = this.#run.laneByNumber(number)
      if (lane === undefined) {
        if (this.#futureEnds.has(number)) return 'damaged'
        this.#futureEnds.set(number, { time, exitCode })
      } else {
        if (!Number.isNaN(lane.end) || time < lane.start) return 'damaged'
        lane.finish(time, exitCode)
      }
    }
    if (time > this.#run.now) this.#run.now = time
    return own?.lane === number ? 'own' : 'other'
  }
}

type Five = [number, number, number, number, number]

function isOperation(value: number): value is Operation {
  return value >= 0 && value < OPERATIONS
}

function bits(...kinds: readonly EventKind[]): number {
  return kinds.reduce((set, kind) => set | (1 << kind), 0)
}
