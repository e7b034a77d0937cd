import { assertNever } from '../base/assert.ts'
import type { CompiledProgram, HostPackages } from '../program/compiled.ts'
import type { Outcome, Problem } from '../program/outcome.ts'
import type { Plan } from '../program/plan.ts'
import type { Language } from '../program/program.ts'
import type { Engine, Preparation, RunHandle, RunSink } from './contract.ts'
import { EngineRun } from './engineRun.ts'
import { engineProblem } from './problems.ts'
import { type AppToFrame, MAX_INPUT, PYTHON_FILES, type PythonFiles } from './protocol.ts'
import { hasJspi } from './python/jspi.ts'
import { PythonSupply } from './python/supply.ts'
import { type FrameNews, SandboxFrame } from './sandboxFrame.ts'

/** ms. How long the frame may take: to answer a stop, to make the workers ready, to keep its own time limit. */
const STOP_PATIENCE = 1000
const START_PATIENCE = 20_000
const LIMIT_PATIENCE = 1500
/** ms for one step of making Python ready, on a slow machine. */
const STEP_PATIENCE = 60_000

/** Makes the engine that runs programs in the sandbox. One page needs one. */
export function createEngine(): Engine {
  return new SandboxEngine()
}

class SandboxEngine implements Engine {
  readonly unavailable = findObstacle()
  #frame: SandboxFrame | null = null
  #runs = 0
  #current: EngineRun | null = null
  /** Begins when the current one has ended. */
  #next: EngineRun | null = null
  #disposed = false
  readonly #supply = new PythonSupply()
  /** Null inside once the frame takes Python programs, else why it does not; null: nobody has asked for that yet. */
  #python: Promise<Problem | null> | null = null

  obstacle(language: Language): Problem | null {
    return language === 'ts' || hasJspi() ? null : engineProblem('python.noJspi')
  }

  run(program: CompiledProgram, wanted: Plan, sink: RunSink): RunHandle {
    this.#runs += 1
    // Python has it whatever the plan says: its threads share one interpreter.
    const plan = program.python === undefined ? wanted : { ...wanted, gil: true }
    const run = new EngineRun(this.#runs, program, plan, sink, () => this.#over(run))
    const obstacle = this.unavailable ?? this.obstacle(program.python === undefined ? 'ts' : 'py')
    if (this.#disposed) throw new Error('Internal error: this engine has been disposed of')
    if (obstacle) queueMicrotask(() => run.end({ kind: 'failed', problem: obstacle }))
    else if (this.#current === null) this.#begin(run)
    else {
      const waiting = this.#next
      this.#next = run
      waiting?.end({ kind: 'stopped', by: 'person' })
      this.#stop(this.#current, 'person')
    }
    return {
      stop: () => this.#stop(run, 'person'),
      interrupt: () => {
        if (program.python === undefined || !run.opened) this.#stop(run, 'person')
        else this.#tell(run, { type: 'interrupt', run: run.id })
      },
      input: text => this.#tell(run, { type: 'input', run: run.id, text: text?.slice(0, MAX_INPUT) ?? null }),
    }
  }

  async warmUp(language: Language): Promise<void> {
    if (this.unavailable !== null || this.#disposed) return
    if (language === 'py') {
      // While a program runs, its own needs come first; a Python program that follows does the same.
      if (this.obstacle(language) !== null || this.#current !== null) return
      const problem = await this.#preparePython()
      // A run that has come meanwhile needs no more than its own worker at first.
      if (problem !== null || this.#disposed || this.#current !== null) return
    }
    this.#use().send({ type: 'warmUp', language, workers: navigator.hardwareConcurrency })
  }

  dispose(): void {
    this.#disposed = true
    const runs = [this.#next, this.#current]
    this.#discardFrame()
    for (const run of runs) run?.end({ kind: 'stopped', by: 'person' })
  }

  #use(): SandboxFrame {
    if (this.#frame === null) {
      const frame = new SandboxFrame(message => {
        if (this.#frame === frame) this.#hear(message, frame)
      })
      this.#frame = frame
    }
    return this.#frame
  }

  #discardFrame(): void {
    this.#python = null
    const frame = this.#frame
    this.#frame = null
    frame?.dispose()
  }

  #begin(run: EngineRun): void {
    this.#current = run
    if (run.program.python === undefined) this.#post(run)
    else {
      run.after(STEP_PATIENCE, () => this.#giveUp(run))
      void this.#findPackages(run).then(packages => {
        if (run !== this.#current || run.opened) return
        if (packages === null) this.#post(run)
        else if ('code' in packages) run.end({ kind: 'failed', problem: packages })
        else this.#post(run, packages)
      })
    }
  }

  /** Makes Python ready, then has what the run needs of the host's packages. */
  async #findPackages({ program }: EngineRun): Promise<Problem | HostPackages | null> {
    const problem = await this.#preparePython()
    if (problem !== null) return problem
    return this.#supply
      .packages(program.python ?? [], (done, total) => this.#progress({ step: 'download', done, total }))
      .catch(error => engineProblem('python.package', error instanceof Error ? error.message : String(error)))
  }

  #preparePython(): Promise<Problem | null> {
    if (this.#python !== null) return this.#python
    const python = this.#makePythonReady().then(problem => {
      if (problem !== null && this.#python === python) this.#python = null
      return problem
    })
    this.#python = python
    return python
  }

  async #makePythonReady(): Promise<Problem | null> {
    // The frame comes up, and the snapshot is read, while the files are on their way.
    let kept: Promise<ArrayBuffer | null> | null = this.#supply.base()
    const asked = this.#supply.files((done, total) => this.#progress({ step: 'download', done, total }))
    this.#use().givePython(asked)
    const files = await allOf(asked).catch(error =>
      engineProblem('python.assets', error instanceof Error ? error.message : String(error)),
    )
    if ('code' in files) return files
    for (;;) {
      const base = await (kept ?? this.#supply.base())
      kept = null
      if (this.#disposed || (base === null && !this.#renewUsed())) return engineProblem('engine.frame')
      const frame = this.#use()
      const failure = await frame.preparePython(files, base)
      if (failure === null) return null
      if (frame !== this.#frame) return engineProblem('engine.frame')
      if (base === null) return engineProblem('engine.worker', failure)
      // Whatever is wrong with it: without it the frame makes one anew.
      await this.#supply.dropBase()
    }
  }

  /** A base is made in a frame that has run no program. False when one runs at this moment. */
  #renewUsed(): boolean {
    if (!this.#frame?.hasRun) return true
    if (this.#current?.opened) return false
    this.#frame.dispose()
    this.#frame = null
    return true
  }

  #post(run: EngineRun, packages?: HostPackages): void {
    const { id, plan } = run
    const program = packages === undefined ? run.program : { ...run.program, packages }
    this.#use().send({ type: 'run', run: id, program, plan }, [run.open(() => this.#giveUp(run))])
    run.after(START_PATIENCE, () => this.#giveUp(run))
  }

  #stop(run: EngineRun, by: 'person' | 'timeLimit'): void {
    const outcome: Outcome = { kind: 'stopped', by }
    if (run === this.#next) run.end(outcome)
    if (run !== this.#current || run.stopping !== null) return
    if (!run.opened) {
      run.end(outcome)
      return
    }
    run.stopping = by
    this.#frame?.send({ type: 'stop', run: run.id, by })
    run.after(STOP_PATIENCE, () => {
      this.#discardFrame()
      run.end(outcome)
    })
  }

  #tell(run: EngineRun, message: AppToFrame): void {
    if (run === this.#current && run.opened && run.stopping === null) this.#frame?.send(message)
  }

  /** Python is being made ready, for the current run if there is one. */
  #progress(progress: Preparation): void {
    const run = this.#current
    if (run === null || run.opened || run.program.python === undefined) return
    run.after(STEP_PATIENCE, () => this.#giveUp(run))
    run.preparing(progress)
  }

  #hear(message: FrameNews, frame: SandboxFrame): void {
    switch (message.type) {
      case 'ready':
        return
      case 'preparing': {
        const { step, done, total } = message
        this.#progress({ step, done, total })
        return
      }
      case 'base':
        if (!frame.hasRun) this.#supply.keepBase(message.bytes)
        return
      case 'unusable': {
        const problem = engineProblem('engine.worker', message.message)
        const run = this.#current
        this.#discardFrame()
        run?.end({ kind: 'failed', problem })
        return
      }
      case 'started': {
        const run = this.#find(message.run)
        if (run === null) return
        run.started(message.prepared)
        if (run.stopping !== null) return
        run.after(run.plan.timeLimit + LIMIT_PATIENCE, () => this.#stop(run, 'timeLimit'))
        return
      }
      case 'ended':
        this.#find(message.run)?.concluded(message.outcome)
        return
      default:
        assertNever(message)
    }
  }

  #find(run: number): EngineRun | null {
    return this.#current?.id === run ? this.#current : null
  }

  #giveUp(run: EngineRun): void {
    this.#discardFrame()
    run.end({ kind: 'failed', problem: engineProblem('engine.frame') })
  }

  #over(run: EngineRun): void {
    if (run === this.#next) this.#next = null
    if (run !== this.#current) return
    this.#current = null
    const next = this.#next
    this.#next = null
    if (next !== null && !this.#disposed) this.#begin(next)
  }
}

async function allOf(files: PythonFiles<Promise<ArrayBuffer>>): Promise<PythonFiles<ArrayBuffer>> {
  const loaded = await Promise.all(PYTHON_FILES.map(async name => [name, await files[name]] as const))
  return Object.fromEntries(loaded) as unknown as PythonFiles<ArrayBuffer>
}

function findObstacle(): Problem | null {
  if (!globalThis.crossOriginIsolated) return engineProblem('engine.noIsolation')
  return typeof SharedArrayBuffer === 'function' ? null : engineProblem('engine.noSharedMemory')
}
