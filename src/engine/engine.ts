import { assertNever } from '../base/assert.ts'
import type { CompiledProgram } from '../program/compiled.ts'
import type { Outcome, Problem } from '../program/outcome.ts'
import type { Plan } from '../program/plan.ts'
import type { Engine, RunHandle, RunSink } from './contract.ts'
import { EngineRun } from './engineRun.ts'
import { engineProblem } from './problems.ts'
import type { FrameToApp } from './protocol.ts'
import { SandboxFrame } from './sandboxFrame.ts'

/** ms. How long the frame may take: to answer a stop, to make the workers ready, to keep its own time limit. */
const STOP_PATIENCE = 1000
const START_PATIENCE = 20_000
const LIMIT_PATIENCE = 1500

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

  run(program: CompiledProgram, plan: Plan, sink: RunSink): RunHandle {
    this.#runs += 1
    const run = new EngineRun(this.#runs, program, plan, sink, () => this.#over(run))
    const obstacle = this.unavailable
    if (this.#disposed) throw new Error('Internal error: this engine has been disposed of')
    if (obstacle) queueMicrotask(() => run.end({ kind: 'failed', problem: obstacle }))
    else if (this.#current === null) this.#begin(run)
    else {
      const waiting = this.#next
      this.#next = run
      waiting?.end({ kind: 'stopped', by: 'person' })
      this.#stop(this.#current, 'person')
    }
    return { stop: () => this.#stop(run, 'person') }
  }

  warmUp(): void {
    if (this.unavailable !== null || this.#disposed) return
    this.#use().send({ type: 'warmUp', workers: navigator.hardwareConcurrency })
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
        if (this.#frame === frame) this.#hear(message)
      })
      this.#frame = frame
    }
    return this.#frame
  }

  #discardFrame(): void {
    this.#frame?.dispose()
    this.#frame = null
  }

  #begin(run: EngineRun): void {
    this.#current = run
    const { id, program, plan } = run
    this.#use().send({ type: 'run', run: id, program, plan }, [run.open(() => this.#giveUp(run))])
    run.after(START_PATIENCE, () => this.#giveUp(run))
  }

  #stop(run: EngineRun, by: 'person' | 'timeLimit'): void {
    const outcome: Outcome = { kind: 'stopped', by }
    if (run === this.#next) run.end(outcome)
    if (run !== this.#current || run.stopping !== null) return
    run.stopping = by
    this.#frame?.send({ type: 'stop', run: run.id, by })
    run.after(STOP_PATIENCE, () => {
      this.#discardFrame()
      run.end(outcome)
    })
  }

  #hear(message: FrameToApp): void {
    switch (message.type) {
      case 'ready':
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

function findObstacle(): Problem | null {
  if (!globalThis.crossOriginIsolated) return engineProblem('engine.noIsolation')
  return typeof SharedArrayBuffer === 'function' ? null : engineProblem('engine.noSharedMemory')
}
