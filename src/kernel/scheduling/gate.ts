import { EventKind, Operation } from '../../trace/events.ts'
import type { RingWriter } from '../../trace/ring.ts'
import type { Host } from '../host.ts'
import { type Memory, type Settings, word } from '../memory/arena.ts'
import { Head, Lane, laneBase, MAX_SLOTS, RunState, Status } from '../memory/layout.ts'
import { ProcessBody } from '../process/processObject.ts'
import { reserveStack, type Sections } from '../sync/section.ts'
import type { Clock } from './clock.ts'
import { type Effects, LaneTable } from './laneTable.ts'
import type { Policy } from './policy.ts'

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
  /** Where its Life word is. */
  readonly #life: number
  readonly #controlled: boolean
  readonly #sections: Sections
  readonly #clock: Clock
  readonly #trace: RingWriter
  readonly #host: Host
  readonly #settings: Settings
  readonly #freeze: () => never
  /** Processors that may be kept busy: one where lanes take turns anyway. */
  readonly #processors: number
  /** ms for which to look at the doorbell, and how many waits do without: learnt from what came of it. */
  #lookFor = SHORT_LOOK
  #skipLooks = 0
  /** Value of the slot's Life word while this worker's process lives. */
  readonly #alive: number
  readonly table: LaneTable
  /** Whom to call when the lane, parked without blocking its worker, has a core again. */
  #parked: (() => void) | null = null
  /** When the thread that waits for the GIL is due, as far as this lane has looked. */
  #gilDue = 0

  constructor(parts: GateParts) {
    this.#words = parts.memory.words
    this.#floats = parts.memory.floats
    this.#slot = parts.slot
    this.#base = laneBase(parts.slot)
    this.#life = this.#base + Lane.Life
    this.#controlled = parts.settings.controlled
    this.#sections = parts.sections
    this.#clock = parts.clock
    this.#trace = parts.trace
    this.#host = parts.host
    this.#settings = parts.settings
    this.#freeze = parts.freeze
    this.#alive = Atomics.load(parts.memory.words, laneBase(parts.slot) + Lane.Life)
    this.#processors = parts.settings.controlled ? 1 : parts.settings.cpuCount
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
    if (this.#controlled) this.#choice()
    else if (words[Head.ReadyLength] !== 0) this.#slice()
  }

  /** As `point`, for loops of the program, which may have no atomic step at all. */
  tick(): void {
    if (Atomics.load(this.#words, this.#life) !== this.#alive) {
      // An operation may have broken off inside: nobody is terminated there.
      this.#sections.recover()
      this.#freeze()
    }
    this.point()
  }

  /**
   * Blocks until the lane is woken or `deadline` (ms on the kernel's clock) has come, and a core is free. May return early;
   * the caller tries its operation again. What it waits for is for the trace and the wait-for graph.
   */
  park(operation: Operation, object: number, site: number, deadline: number): void {
    if (!this.#block(operation, object, site, deadline)) return
    this.#sleep(deadline)
    this.#resumed()
  }

  /** As `park` for code that must not block its worker: calls back once the lane has a core again. */
  parkAsync(operation: Operation, object: number, site: number, deadline: number, resume: () => void): void {
    if (!this.#block(operation, object, site, deadline)) {
      resume()
      return
    }
    const words = this.#words
    const bell = this.#base + Lane.Doorbell
    let until = deadline
    this.#parked = resume
    const look = (): void => {
      // It came back by another way: the doorbell rings for a later wait, whose own look this must not be.
      if (this.#parked !== resume) return
      const state = this.#look(until)
      if (state === 'granted') {
        this.#parked = null
        this.#resumed()
        resume()
        return
      }
      if (state === 'queued') until = Number.POSITIVE_INFINITY
      if (typeof Atomics.waitAsync !== 'function') {
        this.#host.later(look, Math.min(POLL, this.#patience(until)))
        return
      }
      const result = Atomics.waitAsync(words, bell, 0, this.#patience(until))
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
    this.#resumed()
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
      this.#resumed()
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
    const effects = noEffects()
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

  #resumed(): void {
    const time = this.#clock.now()
    Atomics.store(this.#words, this.#base + Lane.Run, RunState.Running)
    this.#words[this.#base + Lane.WaitOperation] = Operation.None
    this.#floats[(this.#base + Lane.CoreSince) / 2] = time
    this.traceRun(time)
  }

  #sleep(deadline: number): void {
    const words = this.#words
    const bell = this.#base + Lane.Doorbell
    let until = deadline
    let slept = false
    const since = this.#spinAt(bell)
    for (;;) {
      const state = this.#look(until)
      if (state === 'granted') {
        if (slept && since !== 0) this.#learn(this.#host.now() - since)
        return
      }
      if (state === 'queued') until = Number.POSITIVE_INFINITY
      slept = true
      Atomics.wait(words, bell, 0, this.#patience(until))
    }
  }

  /**
   * Looks at the doorbell for a while before sleeping: going to sleep and being woken costs more than most waits for an
   * answer. Only while a processor is free, and not under a schedule. Returns when it gave up, 0 if it did not look in vain.
   */
  #spinAt(bell: number): number {
    const words = this.#words
    if (this.#processors < 2 || Atomics.load(words, Head.Active) >= this.#processors) return 0
    if (this.#skipLooks > 0) {
      this.#skipLooks--
      return 0
    }
    const until = this.#host.now() + this.#lookFor
    for (;;) {
      for (let i = 0; i < SPIN_ROUNDS; i++) if (Atomics.load(words, bell) !== 0) return 0
      const time = this.#host.now()
      if (time >= until) return time
    }
  }

  /** After a look in vain: `slept` is how long the answer then took. */
  #learn(slept: number): void {
    if (slept < SWITCH) {
      // As soon as this lane slept, the other ran: the system has put both on one processor, and looking kept it from running.
      this.#skipLooks = SKIPPED_LOOKS
      this.#lookFor = SHORT_LOOK
    } else if (slept < LONG_LOOK) this.#lookFor = LONG_LOOK
    else this.#lookFor = SHORT_LOOK
  }

  /** Where the sleeping lane stands. The waiter clears its own doorbell, and only then looks. */
  #look(deadline: number): 'granted' | 'queued' | 'blocked' {
    const words = this.#words
    Atomics.store(words, this.#base + Lane.Doorbell, 0)
    if (Atomics.load(words, this.#base + Lane.Life) !== this.#alive) this.#freeze()
    if (Atomics.load(words, this.#base + Lane.Run) === RunState.Granted) return 'granted'
    if (this.#clock.now() < deadline - DEADLINE_TOLERANCE || this.#clock.virtual) return 'blocked'
    this.change((table, effects) => {
      if (table.unblock(this.#slot, -1, deadline)) table.dispatch(effects)
    })
    return Atomics.load(words, this.#base + Lane.Run) === RunState.Granted ? 'granted' : 'queued'
  }

  #patience(deadline: number): number {
    if (deadline === Number.POSITIVE_INFINITY || this.#clock.virtual) return Number.POSITIVE_INFINITY
    return Math.max(0, deadline - this.#clock.now())
  }

  #slice(): void {
    const { quantum, gil } = this.#settings
    const gilWanted = gil && this.#gilWanted
    if (quantum === null && !gilWanted) return
    const time = this.#clock.now()
    const since = this.#floats[(this.#base + Lane.CoreSince) / 2] as number
    if (gilWanted && this.#giveGil(time, since)) return
    if (quantum === null || time - since < quantum) return
    this.#giveWay(time, Operation.TimeSlice, (table, effects) => {
      if (!table.coreWanted) return false
      this.#toTheEnd(table, time, effects)
      return true
    })
  }

  /** Whether a thread of this process is ready that does not run. */
  get #gilWanted(): boolean {
    return Atomics.load(this.#words, word(this.#words, this.#base + Lane.Owner) + ProcessBody.Queued) !== 0
  }

  /** As CPython does: a thread that has waited for the switch interval gets the GIL, unless it was just handed over. */
  #giveGil(time: number, since: number): boolean {
    const interval = word(this.#words, Head.SwitchInterval) / 1000
    if (time < this.#gilDue || time - since < interval) return false
    return this.#giveWay(time, Operation.Gil, (table, effects) => {
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

  #choice(): void {
    this.#giveWay(this.#clock.now(), Operation.TimeSlice, (table, effects) => {
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
  #giveWay(
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
    if (!gone) return false
    this.#trace.timedAt(time, EventKind.Park, 3, operation, 0, 0)
    this.#sleep(Number.POSITIVE_INFINITY)
    this.#resumed()
    return true
  }

  /** Outside the section: rings doorbells, records, tells the host. */
  #carryOut(effects: Effects): void {
    const words = this.#words
    for (const slot of effects.ring) {
      const bell = laneBase(slot) + Lane.Doorbell
      Atomics.store(words, bell, 1)
      if (slot !== this.#slot) Atomics.notify(words, bell)
    }
    for (const { step, lane, count } of effects.choices) {
      this.#trace.timed(EventKind.Choice, 3, step, lane, count)
    }
    if (effects.jumped > 0) {
      this.#trace.timedFloat(this.#clock.now(), EventKind.ClockJump, [], effects.jumped)
    }
    if (Atomics.load(words, Head.Status) > Status.Running) this.#host.runEnded()
  }
}

export interface GateParts {
  readonly memory: Memory
  readonly slot: number
  readonly sections: Sections
  readonly clock: Clock
  readonly policy: Policy
  readonly trace: RingWriter
  readonly host: Host
  readonly settings: Settings
  readonly freeze: () => never
}

const noEffects = (): Effects => ({ ring: [], choices: [], jumped: 0 })

/** ms for which a lane looks at its doorbell before it sleeps: an answer between two processors, and one that must wake. */
const SHORT_LOOK = 0.015
const LONG_LOOK = 0.08
const SPIN_ROUNDS = 50
/** ms: an answer that came so soon after falling asleep had been waiting for this processor. */
const SWITCH = 0.025
const SKIPPED_LOOKS = 20

/** ms between looks at the doorbell, where a browser cannot wait for it without blocking. */
const POLL = 4

/** ms: sums of float64s are not exact. */
const DEADLINE_TOLERANCE = 1e-6
