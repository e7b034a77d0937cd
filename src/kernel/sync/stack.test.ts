import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { HEAP, Head, Lane, laneBase, Node, NodeState, Obj, RunState, SlotState } from '../memory/layout.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { KernelEvent } from './event.ts'
import { enqueueNode } from './waitQueue.ts'

const OTHER = 2

/** A lane in another slot that waits for an event of the main process, which runs in this very thread. */
function waitingLane() {
  const kernel = Kernel.attach(
    createArena({ ...defaultPlan(2), gil: false }, (HEAP + 60_000) * 4),
    MAIN_SLOT,
    nodeHost({}),
  )
  kernel.waitForClaim()
  const { words } = kernel.memory
  const base = laneBase(OTHER)
  const node = base + Lane.SyncNode
  const event = KernelEvent.create(kernel)
  words[base + Lane.State] = SlotState.Live
  words[node + Node.Slot] = OTHER
  kernel.gate.change(table => {
    table.add(Head.Active, 1)
    table.block(OTHER, Number.POSITIVE_INFINITY)
  })
  enqueueNode(words, event.id + Obj.WaitHead, node, event.id, false)
  return { kernel, words, event, node, base }
}

/** Lets go of what the lane waits for `depth` frames further down; tells how that left it. */
function setAt(depth: number): string {
  const { kernel, words, event, node, base } = waitingLane()
  const go = (n: number): void => {
    if (n > 0) go(n - 1)
    else event.set()
  }
  let fit = 'done'
  try {
    go(depth)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    fit = 'overflow'
  }
  kernel.sections.recover()
  const waits = words[node + Node.State] === NodeState.Waiting
  const ready = words[base + Lane.Run] !== RunState.Blocked && words[base + Lane.Doorbell] === 1
  if (waits && !ready) return `${fit} waits`
  return !waits && ready ? `${fit} woken` : `${fit} broken`
}

test('a stack that overflows while a lane is woken leaves it waiting or woken, not in between', () => {
  const limit = (): number => {
    let fits = 0
    let overflows = 200_000
    while (overflows - fits > 1) {
      const middle = (fits + overflows) >> 1
      if (setAt(middle).startsWith('done')) fits = middle
      else overflows = middle
    }
    return fits
  }
  // Frames shrink as the engine gets to know the code.
  for (let round = 0; round < 6; round++) limit()
  const fits = limit()
  const seen = new Set<string>()
  for (let depth = fits - 100; depth < fits + 100; depth++) seen.add(setAt(depth))
  expect([...seen].sort()).toEqual(['done woken', 'overflow waits'])
})
