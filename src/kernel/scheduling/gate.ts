import { EventKind, Operation } from '../../trace/events.ts'
import type { RingWriter } from '../../trace/ring.ts'
import type { Host } from '../host.ts'
import { type Settings, word } from '../memory/arena.ts'
import { Head, Lane, laneBase, MAX_SLOTS, RunState, Status } from '../memory/layout.ts'
import { ProcessBody } from '../process/processObject.ts'
import { reserveStack, type Sections } from '../sync/section.ts'
import type { Clock } from './clock.ts'
import type { GateParts } from './gateParts.ts'
import type { GreenLanes } from './greenLanes.ts'
import { type Effects, LaneTable, ring } from './laneTable.ts'
import { Patience } from './patience.ts'

/**
 * The one gate of a run: whoever runs holds a core. A lane that blocks gives its core back, sleeps on its own doorbell and
 * takes a core again. The gate knows at every moment how many lanes are not blocked; when the last one blocks and neither
 * a timer nor an external token is left, that is a deadlock, found by the lane that completes it.
 */
export class Gate {
  readonly #words: Int32Array
  readonly #floats: Float64Array
  readonly #slot: number
  readonly #base: number
  readonly #life: number
  readonly #controlled: boolean
  readonly #sections: Sections
  readonly #clock: Clock
  readonly #trace: RingWriter
  readonly #host: Host
  readonly #settings: Settings
  readonly #freeze: () => never
  readonly patience: Patience
  /** Value of the worker's Life word while its process lives. */
  readonly #alive: number
  /** Slot of its worker, whose doorbell and Life word count for all lanes of it; where they are. */
  readonly #worker: number
  readonly #bell: number
  readonly table: LaneTable
  /** Whom to call when the lane, parked without blocking its worker, has a core again. */
  #parked: (() => void) | null = null
  /** When the thread that waits for the GIL is due, as far as this lane has looked; when to look again for who wants the core. */
  #gilDue = 0
  #sliceDue = 0
  /** The lanes that its worker serves besides, where these are threads of Python. */
  green: GreenLanes | null = null

  constructor(parts: GateParts) {
    this.#words = parts.memory.words
    this.#floats = parts.memory.floats
    this.#slot = parts.slot
    this.#base = laneBase(parts.slot)
    this.#worker = word(parts.memory.words, this.#base + Lane.Worker)
    this.#life = laneBase(this.#worker) + Lane.Life
    this.#bell = laneBase(this.#worker) + Lane.Doorbell
    this.#controlled = parts.settings.controlled
    this.#sections = parts.sections
    this.#clock = parts.clock
    this.#trace = parts.trace
    this.#host = parts.host
    this.#settings = parts.settings
    this.#freeze = parts.freeze
    this.#alive = parts.sections.alive
    this.patience = new Patience(parts.memory.words, parts.settings, parts.host, this.#bell)
    this.table = new LaneTable(parts.memory.words, parts.memory.floats, parts.policy)
  }

  /** To be called before every operation: dies if killed, gives way if its time slice is over or the policy says so. */
  point(): void {
    const words = this.#words
    this.#sections.recover()
    // Plain reads: a call of Atomics costs as much as all else here, and operations have atomic steps of their own, so that
    // what others write is seen soon. Whatever hangs on it is asked again where it counts (`Sections.guard`, the gate).
    if (words[this.#life] !== this.#alive) this.#freeze()
    if (this.#parked !== null) this.comeBack()
    if (this.#controlled || words[Head.ReadyLength] !== 0) this.#giveWay()
  }

  /** As `point`, for loops of the program, which may have no atomic step at all. */
  tick(): void {
    this.dieIfKilled()
    this.point()
  }

  /**
   * Blocks until the lane is woken or `deadline` (ms on the kernel's clock) has come, and a core is free. May return early;
   * the caller tries its operation again. What it waits for is for the trace and the wait-for graph.
   */
  park(operation: Operation, object: number, site: number, deadline: number): void {
    this.green?.mustBeAlone()
    if (!this.#block(operation, object, site, deadline)) return
    this.#sleep(deadline)
    this.resumed()
  }

  /** As `park`, for a lane that shares its worker: others run there until this one has a core again. */
  parkGreen(operation: Operation, object: number, site: number, deadline: number): Promise<void> {
    if (!this.#block(operation, object, site, deadline)) return Promise.resolve()
    return (this.green as GreenLanes).suspend(this.#slot, deadline)
  }

  /**
   * Whether it is time for `giveWayGreen`, as far as plain reads can tell: for code that asks all the time. Never while the
   * lane is on its way into a wait.
   */
  get wantsSwitch(): boolean {
    const words = this.#words
    if (words[this.#life] !== this.#alive) return true
    if (words[Head.ReadyLength] === 0 || words[this.#base + Lane.Run] !== RunState.Running) return false
    if (this.#controlled) return true
    const time = this.#clock.now()
    const since = this.#floats[(this.#base + Lane.CoreSince) / 2] as number
    const { quantum, gil } = this.#settings
    if (gil && time >= this.#gilDue && time - since >= this.#switchInterval && this.#gilWanted) return true
    return quantum !== null && time >= this.#sliceDue && time - since >= quantum
  }

  /**
   * Gives way if it is time to: dies if killed. Null when it has not, or has done so already because its worker serves no other
   * lane; else it must do nothing before the promise settles.
   */
  giveWayGreen(): Promise<void> | null {
    if (!this.#crowded) {
      this.tick()
      return null
    }
    this.dieIfKilled()
    if (!this.#controlled && this.#words[Head.ReadyLength] === 0) return null
    return this.#isTime() ? this.#suspended() : null
  }

  /** As `giveWayGreen` whether it is time or not, if anybody is ready to run. */
  yieldGreen(): Promise<void> | null {
    this.dieIfKilled()
    if (this.#words[Head.ReadyLength] === 0) return null
    const time = this.#clock.now()
    const gone = this.#controlled
      ? this.#choice()
      : this.#leave(time, Operation.TimeSlice, (table, effects) => {
          if (!table.coreWanted && table.gilWantedSince(this.#slot) === Number.POSITIVE_INFINITY) return false
          this.#toTheEnd(table, time, effects)
          return true
        })
    if (!gone) return null
    if (this.#crowded) return this.#suspended()
    this.#rest()
    return null
  }

  /** As `park` for code that must not block its worker: calls back once the lane has a core again. */
  parkAsync(operation: Operation, object: number, site: number, deadline: number, resume: () => void): void {
    if (!this.#block(operation, object, site, deadline)) {
      resume()
      return
    }
    const words = this.#words
    const bell = this.#bell
    let until = deadline
    this.#parked = resume
    const look = (): void => {
      // It came back by another way: the doorbell rings for a later wait, whose own look this must not be.
      if (this.#parked !== resume) return
      const state = this.#look(until)
      if (state === 'granted') {
        this.#parked = null
        this.resumed()
        resume()
        return
      }
      if (state === 'queued') until = Number.POSITIVE_INFINITY
      if (typeof Atomics.waitAsync !== 'function') {
        this.#host.later(look, Math.min(POLL, this.#left(until)))
        return
      }
      const result = Atomics.waitAsync(words, bell, 0, this.#left(until))
      if (result.async) result.value.then(look)
      else this.#host.later(look)
    }
    look()
  }

  /**
   * Ends `parkAsync` early, for code that the kernel did not call (a promise of the browser's settled): it runs in a parked
   * lane, and needs a core before it does anything here. Does nothing when the lane is not parked so.
   */
  comeBack(): void {
    const resume = this.#parked
    if (resume === null) return
    this.#parked = null
    const time = this.#clock.now()
    this.change((table, effects) => {
      if (table.unblock(this.#slot, -1, time)) table.dispatch(effects)
    })
    this.#sleep(Number.POSITIVE_INFINITY)
    this.resumed()
    this.#host.later(resume)
  }

  /**
   * Blocks in a way that the kernel cannot see, without a core, and takes a core again. The lane counts as running: somebody
   * unknown may end the wait, so nothing is a deadlock meanwhile, and a wake-up of the kernel's must not give it a core.
   */
  outside<T>(operation: Operation, site: number, work: () => T): T {
    this.point()
    reserveStack()
    this.#trace.timed(EventKind.Park, 3, operation, 0, site)
    this.change((table, effects) => {
      table.releaseCore(this.#slot)
      table.dispatch(effects)
    })
    try {
      return work()
    } finally {
      const time = this.#clock.now()
      this.change((table, effects) => {
        this.#words[this.#base + Lane.Waker] = -1
        table.enqueue(this.#slot, time)
        table.dispatch(effects)
      })
      this.#sleep(Number.POSITIVE_INFINITY)
      this.resumed()
    }
  }

  /** Lets the lane in `slot` run again; if it is not blocked, its next park returns at once. */
  wake(slot: number): void {
    const time = this.#clock.now()
    this.change((table, effects) => {
      if (table.unblock(slot, this.lane, time)) table.dispatch(effects)
      else this.#words[laneBase(slot) + Lane.Woken] = 1
    })
  }

  /** Takes (1) or gives back (−1) a token for something on its way that the kernel cannot see. */
  external(delta: 1 | -1): void {
    this.change((table, effects) => {
      table.external(this.#slot, delta)
      this.checkIdle(effects)
    })
  }

  /** Changes the table inside the gate's section and carries out what comes of it. */
  change(action: (table: LaneTable, effects: Effects) => void): void {
    const effects: Effects = { ring: [], choices: [], jumped: 0 }
    // A core given to a lane whose doorbell is never rung would be lost: not terminated until all is carried out.
    this.#sections.guard()
    this.#sections.enter(Head.GateLock)
    try {
      action(this.table, effects)
    } finally {
      this.#sections.leave(Head.GateLock)
    }
    this.#carryOut(effects)
    this.#sections.unguard()
  }

  /** [gate] When nobody can run: jump to the next deadline, or find the deadlock. */
  checkIdle(effects: Effects): void {
    const words = this.#words
    if (word(words, Head.Active) > 0 || word(words, Head.Externals) > 0) return
    if (words[Head.Status] !== Status.Running) return
    if (word(words, Head.Timers) > 0) {
      if (this.#settings.skipIdle || this.#clock.virtual) this.table.jump(this.#clock, MAX_SLOTS, effects)
    } else Atomics.store(words, Head.Status, Status.Deadlocked)
  }

  /** Number of this lane in its run. */
  get lane(): number {
    return word(this.#words, this.#base + Lane.LaneNumber)
  }

  /** Waits for the first core: what a worker does until it has become a process. */
  awaitFirstCore(): void {
    this.#sleep(Number.POSITIVE_INFINITY)
    this.takeFirstCore()
  }

  /** As `resumed` for the first time, when the trace does not know the lane yet. */
  takeFirstCore(): void {
    this.#floats[(this.#base + Lane.CoreSince) / 2] = this.#clock.now()
    Atomics.store(this.#words, this.#base + Lane.Run, RunState.Running)
  }

  /** Writes the record that says on which core and since when this lane runs. */
  traceRun(time: number): void {
    const words = this.#words
    const core = word(words, this.#base + Lane.Core)
    const waker = word(words, this.#base + Lane.Waker)
    const ready = this.#floats[(this.#base + Lane.ReadyTime) / 2] as number
    const kind = words[this.#base + Lane.AwaitsGil] === 1 ? EventKind.RunAfterGil : EventKind.Run
    this.#trace.timedFloat(time, kind, [core, waker], Math.min(ready, time))
  }

  /** Gives the core back and blocks; false when a wake-up had come before. */
  #block(operation: Operation, object: number, site: number, deadline: number): boolean {
    const words = this.#words
    const base = this.#base
    words[base + Lane.WaitOperation] = operation
    words[base + Lane.WaitObject] = object
    words[base + Lane.WaitSite] = site
    this.#trace.timed(EventKind.Park, 3, operation, object, site)
    let woken = false
    this.change((table, effects) => {
      woken = words[base + Lane.Woken] === 1
      words[base + Lane.Woken] = 0
      if (woken) {
        // It waits for nothing: a start that did not wait after all must not count as one that wants a worker.
        words[base + Lane.WaitOperation] = Operation.None
        return
      }
      table.block(this.#slot, deadline)
      table.releaseCore(this.#slot)
      table.dispatch(effects)
      this.checkIdle(effects)
    })
    if (!woken) return true
    const time = this.#clock.now()
    this.#trace.timedFloat(time, EventKind.Run, [word(words, base + Lane.Core), -1], time)
    return false
  }

  /** Takes up the core that the lane has been given. */
  resumed(): void {
    const time = this.#clock.now()
    Atomics.store(this.#words, this.#base + Lane.Run, RunState.Running)
    this.#words[this.#base + Lane.WaitOperation] = Operation.None
    this.#floats[(this.#base + Lane.CoreSince) / 2] = time
    this.traceRun(time)
  }

  #sleep(deadline: number): void {
    const bell = this.#bell
    let until = deadline
    let slept = false
    const since = this.patience.look()
    for (;;) {
      const state = this.#look(until)
      if (state === 'granted') {
        if (slept) this.patience.learn(since)
        return
      }
      if (state === 'queued') until = Number.POSITIVE_INFINITY
      slept = true
      Atomics.wait(this.#words, bell, 0, this.#left(until))
    }
  }

  /** Where the sleeping lane stands. The waiter clears its own doorbell, and only then looks. */
  #look(deadline: number): 'granted' | 'queued' | 'blocked' {
    const words = this.#words
    Atomics.store(words, this.#bell, 0)
    if (Atomics.load(words, this.#life) !== this.#alive) this.#freeze()
    if (Atomics.load(words, this.#base + Lane.Run) === RunState.Granted) return 'granted'
    if (this.#clock.now() < deadline - DEADLINE_TOLERANCE || this.#clock.virtual) return 'blocked'
    this.change((table, effects) => {
      if (table.unblock(this.#slot, -1, deadline)) table.dispatch(effects)
    })
    return Atomics.load(words, this.#base + Lane.Run) === RunState.Granted ? 'granted' : 'queued'
  }

  /** ms left until a deadline, by which the doorbell may not have rung. */
  #left(deadline: number): number {
    if (deadline === Number.POSITIVE_INFINITY || this.#clock.virtual) return Number.POSITIVE_INFINITY
    return Math.max(0, deadline - this.#clock.now())
  }

  /** Whoever was killed stops here. An operation may have broken off inside a section: nobody is terminated there. */
  dieIfKilled(): void {
    if (Atomics.load(this.#words, this.#life) === this.#alive) return
    this.#sections.recover()
    this.#freeze()
  }

  /** Whether other lanes of its worker would stand still while this one blocks it. */
  get #crowded(): boolean {
    return this.green !== null && !this.green.alone
  }

  /** Gives way if it is time to; not where that takes a promise: such lanes ask for one (`giveWayGreen`). */
  #giveWay(): void {
    if (!this.#crowded && this.#isTime()) this.#rest()
  }

  /** Until it has a core again. */
  #rest(): void {
    this.#sleep(Number.POSITIVE_INFINITY)
    this.resumed()
  }

  #suspended(): Promise<void> {
    return (this.green as GreenLanes).suspend(this.#slot, Number.POSITIVE_INFINITY)
  }

  /** Whether the lane has given its core to others, because it was time to. */
  #isTime(): boolean {
    return this.#controlled ? this.#choice() : this.#slice()
  }

  #slice(): boolean {
    const { quantum, gil } = this.#settings
    const gilWanted = gil && this.#gilWanted
    if (quantum === null && !gilWanted) return false
    const time = this.#clock.now()
    const since = this.#floats[(this.#base + Lane.CoreSince) / 2] as number
    if (gilWanted && this.#giveGil(time, since)) return true
    if (quantum === null || time - since < quantum) return false
    const gone = this.#leave(time, Operation.TimeSlice, (table, effects) => {
      if (!table.coreWanted) return false
      this.#toTheEnd(table, time, effects)
      return true
    })
    if (!gone) this.#sliceDue = time + SLICE_LOOKS
    return gone
  }

  /** Whether a thread of this process is ready that does not run. */
  get #gilWanted(): boolean {
    return Atomics.load(this.#words, word(this.#words, this.#base + Lane.Owner) + ProcessBody.Queued) !== 0
  }

  get #switchInterval(): number {
    return word(this.#words, Head.SwitchInterval) / 1000
  }

  /** As CPython does: a thread that has waited for the switch interval gets the GIL, unless it was just handed over. */
  #giveGil(time: number, since: number): boolean {
    const interval = this.#switchInterval
    if (time < this.#gilDue || time - since < interval) return false
    return this.#leave(time, Operation.Gil, (table, effects) => {
      const due = table.gilWantedSince(this.#slot) + interval
      if (time < due) {
        this.#gilDue = due === Number.POSITIVE_INFINITY ? 0 : due
        return false
      }
      this.#toTheEnd(table, time, effects)
      return true
    })
  }

  /** [gate] To the end of the ready queue, while others take the core. */
  #toTheEnd(table: LaneTable, time: number, effects: Effects): void {
    table.enqueue(this.#slot, time)
    table.releaseCore(this.#slot)
    table.dispatch(effects)
  }

  #choice(): boolean {
    return this.#leave(this.#clock.now(), Operation.TimeSlice, (table, effects) => {
      this.#clock.step()
      const slot = table.pick([...table.ready(), this.#slot], effects)
      if (slot === this.#slot) return false
      table.enqueue(this.#slot, this.#clock.now())
      table.releaseCore(this.#slot)
      table.dequeue(slot)
      table.grant(slot)
      effects.ring.push(slot)
      return true
    })
  }

  /** Goes to the end of the ready queue while another lane takes the core, if `handOver` says that one did. */
  #leave(
    time: number,
    operation: Operation,
    handOver: (table: LaneTable, effects: Effects) => boolean,
  ): boolean {
    let gone = false
    reserveStack()
    this.change((table, effects) => {
      gone = handOver(table, effects)
      if (gone) this.#words[this.#base + Lane.Waker] = -1
    })
    if (gone) this.#trace.timedAt(time, EventKind.Park, 3, operation, 0, 0)
    return gone
  }

  /** Outside the section: rings doorbells, records, tells the host. */
  #carryOut(effects: Effects): void {
    const words = this.#words
    for (const slot of effects.ring) ring(words, slot, this.#worker)
    for (const { step, lane, count } of effects.choices) {
      this.#trace.timed(EventKind.Choice, 3, step, lane, count)
    }
    if (effects.jumped > 0) {
      this.#trace.timedFloat(this.#clock.now(), EventKind.ClockJump, [], effects.jumped)
    }
    if (Atomics.load(words, Head.Status) > Status.Running) this.#host.runEnded()
  }
}

/** ms between looks at the doorbell, where a browser cannot wait for it without blocking. */
const POLL = 4

/** ms between vain attempts to give the core to somebody who can use it. */
const SLICE_LOOKS = 1

/** ms: sums of float64s are not exact. */
const DEADLINE_TOLERANCE = 1e-6
