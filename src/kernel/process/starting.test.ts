import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { ObjectType } from '../../trace/events.ts'
import type { Host } from '../host.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { HEAP, Head, Lane, laneBase, Node, SlotState } from '../memory/layout.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { bury } from './ending.ts'
import { killLive, SIGKILL } from './processHandle.ts'
import { MAIN_SLOT, type ProcessSpec, StartInterrupted } from './processTable.ts'
import { handleSignal, signalAll, takeSignal } from './signals.ts'

const HEAP_WORDS = 60_000
const SIGINT = 2

/** The main process, in this very thread. `wanting`: is called when it asks for a worker, right before it waits for one. */
function mainProcess(wanting: () => void) {
  const arena = createArena(defaultPlan(2), (HEAP + HEAP_WORDS) * 4)
  const host: Host = nodeHost({ requestWorker: wanting })
  const kernel = Kernel.attach(arena, MAIN_SLOT, host)
  kernel.waitForClaim()
  const { words } = kernel.memory
  const held = kernel.createObjectId(ObjectType.Pool)
  const spec: ProcessSpec = {
    name: 'Process-1',
    flags: 0,
    startMethod: 'fork',
    payload: { bytes: new Uint8Array(5000), objects: [held] },
  }
  // As a killed lane freezes in whatever it does.
  const collector = Kernel.observe(arena, 0, nodeHost({}))
  const kill = (slot: number) => {
    collector.gate.change(table => killLive(table, slot, SIGKILL))
    bury(collector, slot, -SIGKILL)
  }
  const state = () => ({
    objects: collector.objects.all().length,
    processes: words[Head.LiveProcesses],
    externals: words[Head.Externals],
    message: words[laneBase(MAIN_SLOT) + Lane.SyncNode + Node.Message],
  })
  return { arena, host, kernel, words, held, spec, kill, state }
}

const ALONE = { objects: 1, processes: 1, externals: 0, message: 0 }

test('a lane that is killed while it waits for a worker leaves nothing of what it was to start', () => {
  const left = (start: boolean) => {
    const terminated = new Error('terminated while it waits')
    const { kernel, words, spec, kill, state } = mainProcess(() => {
      throw terminated
    })
    if (start) expect(() => kernel.startProcess(spec)).toThrow(terminated)
    kill(MAIN_SLOT)
    return { ...state(), words: words[Head.HeapUsed], slot: words[laneBase(MAIN_SLOT) + Lane.State] }
  }
  const without = left(false)
  expect(without).toMatchObject({ objects: 0, processes: 0, externals: 0, slot: SlotState.Dead })
  expect(left(true)).toEqual(without)
})

test('a signal that comes while a start waits for its worker ends it, and nothing was started', () => {
  const { kernel, words, spec, state } = mainProcess(() => signalAll(kernel, SIGINT))
  handleSignal(kernel, SIGINT, true)
  kernel.waiter.interruptible = true
  // Blocks of the kernel's own are made once.
  expect(() => kernel.startProcess(spec)).toThrow(StartInterrupted)
  expect([takeSignal(kernel), state()]).toEqual([SIGINT, ALONE])
  const used = words[Head.HeapUsed]
  expect(() => kernel.startProcess(spec)).toThrow(StartInterrupted)
  expect([takeSignal(kernel), state(), words[Head.HeapUsed]]).toEqual([SIGINT, ALONE, used])
})

test('a signal that has come is handled before a child starts, though its worker stands ready', () => {
  const { arena, host, kernel, held, spec, kill, state } = mainProcess(() => {})
  Kernel.attach(arena, MAIN_SLOT + 1, host)
  handleSignal(kernel, SIGINT, true)
  kernel.waiter.interruptible = true
  signalAll(kernel, SIGINT)
  expect(() => kernel.startProcess(spec)).toThrow(StartInterrupted)
  expect(state()).toEqual(ALONE)
  takeSignal(kernel)
  const child = kernel.startProcess(spec)
  expect(state()).toEqual({ ...ALONE, objects: 2, processes: 2 })
  // One comes to both.
  expect(signalAll(kernel, SIGINT)).toBe(2)
  kill(MAIN_SLOT + 1)
  expect(child.exitCode()).toBe(-SIGKILL)
  kernel.objects.unhold(child.id)
  expect(state()).toEqual(ALONE)
  kernel.objects.unhold(held)
  expect(kernel.objects.all()).toEqual([])
})
