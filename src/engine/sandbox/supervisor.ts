import { assertNever } from '../../base/assert.ts'
import { BufferRelay } from '../../kernel/exchange/bufferRelay.ts'
import { REFILL_PAUSE, Refill } from '../../kernel/process/refill.ts'
import type { CompiledProgram } from '../../program/compiled.ts'
import type { Outcome, Problem } from '../../program/outcome.ts'
import type { Plan } from '../../program/plan.ts'
import { engineProblem } from '../problems.ts'
import type {
  CollectorToApp,
  CollectorToSupervisor,
  ProcessToSupervisor,
  SupervisorToCollector,
  SupervisorToProcess,
} from '../protocol.ts'
import type { Lot } from './lot.ts'
import type { StockedWorker } from './stock.ts'

/** What the supervisor asks of the kernel. It never enters a section and never waits. */
export interface RunKernel {
  readonly maxSlots: number
  /** In Python this slot and those after it are for threads, which have no workers of their own. */
  readonly firstGreenSlot: number
  /** The worker in this slot becomes the main process as soon as it enters the kernel. */
  readonly mainSlot: number
  createArena(plan: Plan): SharedArrayBuffer
  readyWorkers(arena: SharedArrayBuffer): number
  /** How many lanes wait for a worker that is booted for them: no other will do. */
  freshWanted(arena: SharedArrayBuffer): number
  /** How many workers compute, or could if they had a core. */
  busyWorkers(arena: SharedArrayBuffer): number
  /** Whether the lane in a slot was killed and not buried yet: by the time a request is heard it may have another tenant. */
  isVictim(arena: SharedArrayBuffer, slot: number): boolean
  /** Whether a slot whose killed flag is set is outside every section. */
  mayTerminate(arena: SharedArrayBuffer, slot: number): boolean
  /** Live slots whose killed flag is set: a killer that was itself terminated may not have asked for their end. */
  victims(arena: SharedArrayBuffer): readonly number[]
  /** Makes every process stop at its next operation: a terminated worker may go on for seconds. */
  killAll(arena: SharedArrayBuffer): void
}

export interface SupervisorParts {
  readonly program: CompiledProgram
  readonly plan: Plan
  readonly kernel: RunKernel
  readonly lot: Lot
  /** How many workers stand in stock. */
  readonly stocked: number
  readonly takeWorker: () => StockedWorker
  readonly takeCollector: () => StockedWorker
  readonly makeUrl: (code: string) => string
  readonly releaseUrl: (url: string) => void
  readonly now: () => number
  readonly later: (callback: () => void) => void
  readonly started: (prepared: number) => void
  /** Once. Events may still be on their way to the app. */
  readonly ended: (outcome: Outcome) => void
  /** Once, after `ended`: all is let go of. */
  readonly released: () => void
}

interface Occupant {
  readonly worker: StockedWorker
  /** When it had loaded the program, by the clock of `now`. */
  loaded: number | null
}

/** ms. How long the collector may take to send what is left; how often the arena is looked at at first, then by timer. */
const DRAIN_PATIENCE = 30_000
const QUICK_LOOKS = 50
/** ms for which a terminated worker may still write: its slot is not used again before. */
const ZOMBIE_TIME = 3000
/** ms for which another's word that the run is over waits for the main process's own. */
const LAST_WORDS = 50
/** Workers of a running program that may fail before they are of use; one more, and the browser is out of them. */
const FAILURES = 5

/**
 * One run, seen from the frame's window: which worker sits in which slot, who is to be ended, and what the app is told. It
 * never blocks and no user code runs near it.
 */
export class Supervisor {
  readonly #parts: SupervisorParts
  readonly #collector: StockedWorker
  readonly #occupants = new Map<number, Occupant>()
  readonly #begun: number
  readonly #buffers = new BufferRelay()
  #arena: SharedArrayBuffer | null = null
  #programUrl = ''
  /** Slots never used or free again, the longest unused first. */
  #vacant: number[] = []
  /** Workers asked for while no slot was vacant. */
  #owed = 0
  /** Workers that failed before they had loaded the program. */
  #failures = 0
  #problem: Problem | null = null
  #phase: 'preparing' | 'running' | 'finishing' | 'over' = 'preparing'
  #told = false
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #refill: Refill
  /** Whether workers wait for a free core to be made. Not where the schedule is fixed: the world stands still while one is made. */
  readonly #patient: boolean
  #refillTimer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: SupervisorParts) {
    this.#parts = parts
    this.#begun = parts.now()
    this.#refill = new Refill(parts.plan.cpuCount)
    this.#patient = parts.plan.policy === 'free'
    this.#collector = parts.takeCollector()
    this.#collector.onError = message => this.#abandon(message)
    this.#collector.port.onmessage = event => this.#hearCollector(event.data)
  }

  /** `appPort`: where the collector sends the events. */
  begin(appPort: MessagePort): void {
    const { kernel, plan, program, lot, stocked, makeUrl } = this.#parts
    try {
      this.#arena = kernel.createArena(plan)
      // Python's files run as they are: its workers get them with their order.
      if (program.python === undefined) this.#programUrl = makeUrl(program.code)
    } catch (error) {
      this.#tell({ kind: 'failed', problem: engineProblem('engine.memory', String(error)) })
      // In the collector's place, which never hears of this run: the app need not wait for events.
      appPort.postMessage({ type: 'drained' } satisfies CollectorToApp)
      appPort.close()
      this.#release()
      return
    }
    const { code: _, ...rest } = program
    this.#command({ type: 'collect', arena: this.#arena, program: rest }, [appPort])
    const slots = program.python === undefined ? kernel.maxSlots : kernel.firstGreenSlot
    for (let slot = 1; slot < slots; slot++) this.#vacant.push(slot)
    const first = !this.#patient || lot.together ? lot.first : Math.max(1, Math.min(lot.first, stocked))
    for (let n = first; n > 0; n--) this.#attach()
  }

  /** SIGINT, as from a terminal: where no process handles it, the run is stopped. */
  interrupt(): void {
    if (this.#phase === 'running') this.#command({ type: 'interrupt' })
    else this.stop('person')
  }

  /** A line that the person typed; null: there will be no more. */
  input(text: string | null): void {
    if (this.#phase === 'preparing' || this.#phase === 'running') this.#command({ type: 'input', text })
  }

  /** Ends everything at once. */
  stop(by: 'person' | 'timeLimit'): void {
    this.#finish({ kind: 'stopped', by })
  }

  #attach(): void {
    if (this.#arena === null || (this.#phase !== 'preparing' && this.#phase !== 'running')) return
    const slot = this.#vacant.shift()
    if (slot === undefined) {
      this.#owed += 1
      return
    }
    const worker = this.#parts.takeWorker()
    const occupant: Occupant = { worker, loaded: null }
    this.#occupants.set(slot, occupant)
    if (worker.error !== null) {
      this.#workerFailed(slot, worker.error)
      return
    }
    worker.onError = message => this.#workerFailed(slot, message)
    worker.port.onmessage = event => this.#hearProcess(slot, event.data)
    const { program: whole, plan } = this.#parts
    const { code: _, ...program } = whole
    const { arena, programUrl } = { arena: this.#arena, programUrl: this.#programUrl }
    this.#order(worker, { type: 'attach', arena, slot, program, programUrl, plan })
  }

  #hearProcess(slot: number, message: ProcessToSupervisor): void {
    const occupant = this.#occupants.get(slot)
    if (occupant === undefined) return
    switch (message.type) {
      case 'booted':
      case 'prepared':
        return
      case 'attached':
        occupant.loaded = this.#parts.now()
        if (slot !== this.#parts.kernel.mainSlot) this.#order(occupant.worker, { type: 'enter' })
        this.#startMain()
        return
      case 'requestWorker':
        this.#boot()
        return
      case 'requestKill':
        this.#endVictim(message.slot)
        return
      case 'shareBuffer':
        this.#buffers.share(message.id, message.buffer)
        return
      case 'needBuffers':
        this.#buffers.want(message.ids, buffers => this.#order(occupant.worker, { type: 'buffers', buffers }))
        return
      case 'dropBuffer':
        this.#buffers.drop(message.id)
        return
      case 'exited':
        if (slot === this.#parts.kernel.mainSlot) this.#finish(null)
        else this.#leave(slot)
        return
      case 'runEnded':
        if (slot === this.#parts.kernel.mainSlot) this.#finish(null)
        else this.#finishAfterLastWords()
        return
      case 'problem':
        this.#problem ??= message.problem
        return
      case 'broken':
        this.#workerFailed(slot, message.message)
        return
      default:
        assertNever(message)
    }
  }

  #hearCollector(message: CollectorToSupervisor): void {
    switch (message.type) {
      case 'booted':
        return
      case 'requestWorker':
        this.#boot()
        return
      case 'requestKill':
        this.#endVictim(message.slot)
        return
      case 'notInterrupted':
        this.stop('person')
        return
      case 'runEnded':
        this.#finishAfterLastWords()
        return
      case 'buried':
        setTimeout(() => this.#vacate(message.slot), ZOMBIE_TIME)
        return
      case 'concluded': {
        const problem = this.#problem
        this.#tell(problem === null ? message.outcome : { kind: 'failed', problem })
        return
      }
      case 'drained':
        this.#release()
        return
      case 'broken':
        this.#abandon(message.message)
        return
      default:
        assertNever(message)
    }
  }

  /**
   * One more worker, unless enough are on their way. `moment`: ms for which one that has loaded the program counts among those, as
   * it stands ready a little later; 0 where somebody asks, and would rather have one too many.
   */
  #boot(moment = 0): void {
    if (this.#phase !== 'running' || this.#arena === null) return
    const { kernel, lot, now } = this.#parts
    let coming = 0
    for (const { loaded } of this.#occupants.values())
      if (loaded === null || now() - loaded < moment) coming += 1
    // Less than none: so many processes wait for a worker.
    const spare = kernel.readyWorkers(this.#arena) + coming
    const short = spare < Math.max(0, Math.min(lot.spare, lot.most - this.#occupants.size))
    const awaited = spare < 0 || kernel.freshWanted(this.#arena) > coming
    if (awaited) this.#refill.waited(now())
    const may = awaited || !this.#patient || this.#refill.may(now(), kernel.busyWorkers(this.#arena) + coming)
    if ((short || awaited) && may) this.#attach()
    if (awaited || coming > 0 || (short && this.#patient)) this.#refillLater()
  }

  #refillLater(): void {
    if (this.#refillTimer !== undefined) return
    this.#refillTimer = setTimeout(() => {
      this.#refillTimer = undefined
      this.#boot(REFILL_PAUSE)
    }, REFILL_PAUSE)
  }

  /** Once the main process's worker is ready, and where that is wished every other of the first lot waits in the kernel. */
  #startMain(looks = 0): void {
    if (this.#phase !== 'preparing' || this.#arena === null) return
    const { kernel, plan, lot, now, started } = this.#parts
    const main = this.#occupants.get(kernel.mainSlot)
    if (main === undefined || main.loaded === null) return
    if (lot.together) for (const { loaded } of this.#occupants.values()) if (loaded === null) return
    if (lot.together && kernel.readyWorkers(this.#arena) < this.#occupants.size - 1) {
      this.#lookAgain(looks, () => this.#startMain(looks + 1))
      return
    }
    this.#phase = 'running'
    this.#timer = setTimeout(() => this.stop('timeLimit'), plan.timeLimit)
    started(now() - this.#begun)
    this.#order(main.worker, { type: 'enter' })
    if (this.#patient) this.#refillLater()
  }

  /**
   * The victim's killed flag is set. It is terminated only outside the kernel's sections, where it could leave a
   * structure half changed; what it held is put right by the collector.
   */
  #endVictim(slot: number, looks = 0): void {
    if (this.#phase !== 'running' || this.#arena === null || !this.#occupants.has(slot)) return
    const { kernel } = this.#parts
    if (!kernel.isVictim(this.#arena, slot)) return
    if (kernel.mayTerminate(this.#arena, slot)) {
      this.#bury(slot, null)
      return
    }
    this.#lookAgain(looks, () => this.#endVictim(slot, looks + 1))
  }

  #lookAgain(looks: number, look: () => void): void {
    if (looks < QUICK_LOOKS) this.#parts.later(look)
    else setTimeout(look, 1)
  }

  #bury(slot: number, exitCode: number | null): void {
    if (!this.#remove(slot)) return
    this.#command({ type: 'bury', slot, exitCode })
    if (this.#arena === null) return
    for (const victim of this.#parts.kernel.victims(this.#arena)) if (victim !== slot) this.#endVictim(victim)
  }

  /** It ended by itself, so that there is nothing to recover, but its worker cannot be used again. */
  #leave(slot: number): void {
    if (!this.#remove(slot)) return
    this.#vacate(slot)
    // There were as many as there may be, and a process waits for one more.
    if (this.#arena !== null && this.#parts.kernel.readyWorkers(this.#arena) < 0) this.#boot()
  }

  #remove(slot: number): boolean {
    this.#occupants.get(slot)?.worker.terminate()
    return this.#occupants.delete(slot)
  }

  #vacate(slot: number): void {
    if (this.#phase !== 'running') return
    this.#vacant.push(slot)
    if (this.#owed === 0) return
    this.#owed -= 1
    this.#boot()
  }

  #workerFailed(slot: number, message: string): void {
    const occupant = this.#occupants.get(slot)
    if (occupant === undefined) return
    if (occupant.loaded === null) this.#failures += 1
    if (this.#phase === 'preparing' || this.#failures > FAILURES) this.#fail('engine.worker', message)
    else if (slot === this.#parts.kernel.mainSlot) this.#fail('engine.workerDied', message)
    else {
      this.#bury(slot, 1)
      // Whoever waits for this worker to start a process asks only once.
      this.#boot()
    }
  }

  #fail(code: 'engine.worker' | 'engine.workerDied', message: string): void {
    this.#finish({ kind: 'failed', problem: engineProblem(code, message) })
  }

  /** Ends all workers and has the rings emptied. Without an outcome the arena holds it: the collector will tell. */
  #finish(outcome: Outcome | null): void {
    if (this.#phase === 'finishing' || this.#phase === 'over' || this.#arena === null) return
    this.#phase = 'finishing'
    clearTimeout(this.#timer)
    clearTimeout(this.#refillTimer)
    if (outcome !== null) this.#parts.kernel.killAll(this.#arena)
    this.#terminateAll()
    this.#command({ type: 'finish' })
    if (outcome !== null) this.#tell(outcome)
    this.#timer = setTimeout(() => this.#abandon('the collector does not answer'), DRAIN_PATIENCE)
  }

  /** What the main process has to say may still be on its way, on a port of its own. */
  #finishAfterLastWords(): void {
    setTimeout(() => this.#finish(null), LAST_WORDS)
  }

  /** The collector is lost, and the end of the trace with it. */
  #abandon(message: string): void {
    if (this.#phase === 'over') return
    if (this.#arena !== null) this.#parts.kernel.killAll(this.#arena)
    this.#tell({ kind: 'failed', problem: engineProblem('engine.workerDied', message) })
    this.#release()
  }

  #tell(outcome: Outcome): void {
    if (this.#told) return
    this.#told = true
    this.#parts.ended(outcome)
  }

  #release(): void {
    if (this.#phase === 'over') return
    this.#phase = 'over'
    clearTimeout(this.#timer)
    clearTimeout(this.#refillTimer)
    this.#terminateAll()
    this.#collector.terminate()
    this.#arena = null
    if (this.#programUrl !== '') this.#parts.releaseUrl(this.#programUrl)
    this.#parts.released()
  }

  #terminateAll(): void {
    for (const { worker } of this.#occupants.values()) worker.terminate()
    this.#occupants.clear()
  }

  #order(worker: StockedWorker, message: SupervisorToProcess): void {
    worker.port.postMessage(message)
  }

  #command(message: SupervisorToCollector, transfer: Transferable[] = []): void {
    this.#collector.port.postMessage(message, transfer)
  }
}
