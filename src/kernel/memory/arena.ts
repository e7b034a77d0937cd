import type { Plan, StartMethod, WorkerKind } from '../../program/plan.ts'
import { ARENA_BYTES, HEAP, Head, Lane, laneBase, MAX_CORES, MAX_PROCESSES, MAX_SLOTS } from './layout.ts'

/** Views on one arena. */
export interface Memory {
  readonly buffer: SharedArrayBuffer
  readonly words: Int32Array
  readonly floats: Float64Array
  readonly bytes: Uint8Array
}

export function memoryOf(buffer: SharedArrayBuffer): Memory {
  return {
    buffer,
    words: new Int32Array(buffer),
    floats: new Float64Array(buffer),
    bytes: new Uint8Array(buffer),
  }
}

const POLICIES = { free: 0, controlled: 1, replay: 2 } as const
export const START_METHODS: readonly StartMethod[] = ['fork', 'spawn', 'forkserver']

const WORKER_KINDS: readonly WorkerKind[] = ['asWritten', 'threads', 'processes']

/** Makes the shared memory of one run, laid out and ready for workers to attach. Throws RangeError when there is none to be had. */
export function createArena(plan: Plan, bytes = ARENA_BYTES): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes)
  const memory = memoryOf(buffer)
  const { words } = memory
  const controlled = plan.policy !== 'free'
  words[Head.ArenaWords] = words.length
  const cores = controlled ? 1 : Math.min(plan.cores, MAX_CORES)
  words[Head.Cores] = cores
  words[Head.FreeCores] = cores
  for (let core = 0; core < cores; core++) {
    words[Head.CoreBits + (core >> 5)] = word(words, Head.CoreBits + (core >> 5)) | (1 << (core & 31))
  }
  words[Head.CpuCount] = plan.cpuCount
  words[Head.Policy] = POLICIES[plan.policy]
  words[Head.SkipIdle] = plan.skipIdle ? 1 : 0
  words[Head.Quantum] = (plan.quantum ?? 0) * 1000
  words[Head.Operations] = plan.operations ? 1 : 0
  words[Head.Gil] = plan.gil && !controlled ? 1 : 0
  words[Head.SwitchInterval] = plan.switchInterval * 1000
  words[Head.MaxProcesses] = Math.min(plan.maxProcesses, MAX_PROCESSES)
  words[Head.Workers] = WORKER_KINDS.indexOf(plan.workers)
  words[Head.StartMethod] = START_METHODS.indexOf(plan.startMethod)
  words[Head.Random] = plan.seed | 0
  words[Head.Seed] = plan.seed | 0
  words[Head.ReadyHead] = -1
  words[Head.ReadyTail] = -1
  words[Head.HeapTop] = HEAP
  words[Head.NextPid] = FIRST_PID
  for (let slot = 0; slot < MAX_SLOTS; slot++) {
    words[laneBase(slot) + Lane.Core] = -1
    words[laneBase(slot) + Lane.LaneNumber] = -1
    words[laneBase(slot) + Lane.Waker] = -1
    words[laneBase(slot) + Lane.Worker] = slot
  }
  if (plan.schedule.length > 0) {
    const address = words.length - plan.schedule.length
    words[Head.ArenaWords] = address
    words[Head.ScheduleAddress] = address
    words[Head.ScheduleLength] = plan.schedule.length
    words.set(plan.schedule, address)
  }
  return buffer
}

/** Process ids start here, so that nobody takes them for indices. */
const FIRST_PID = 1000

/** How to run, as the arena tells it to each worker. */
export interface Settings {
  readonly cores: number
  readonly cpuCount: number
  /** ms, null: no time slices. */
  readonly quantum: number | null
  /** One thread of a process at a time; never under a schedule, where one lane runs at a time anyway. */
  readonly gil: boolean
  /** ms */
  readonly switchInterval: number
  readonly skipIdle: boolean
  readonly startMethod: StartMethod
  /** What the program's workers are, whatever it says. */
  readonly workers: WorkerKind
  /** Of everything random in the library. */
  readonly seed: number
  /** True under the policies `controlled` and `replay`: one lane at a time, every operation a choice. */
  readonly controlled: boolean
}

export function settingsOf(memory: Memory): Settings {
  const { words } = memory
  const quantum = word(words, Head.Quantum)
  return {
    cores: word(words, Head.Cores),
    cpuCount: word(words, Head.CpuCount),
    quantum: quantum === 0 ? null : quantum / 1000,
    gil: words[Head.Gil] === 1,
    switchInterval: word(words, Head.SwitchInterval) / 1000,
    skipIdle: words[Head.SkipIdle] === 1,
    startMethod: START_METHODS[word(words, Head.StartMethod)] ?? 'fork',
    workers: WORKER_KINDS[word(words, Head.Workers)] ?? 'asWritten',
    seed: word(words, Head.Seed),
    controlled: words[Head.Policy] !== 0,
  }
}

/** A word that is known to lie in the arena. */
export function word(words: Int32Array, index: number): number {
  return words[index] as number
}
