import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { ObjectType } from '../../trace/events.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { HEAP, Lane, laneBase } from '../memory/layout.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { BytePipes } from './bytePipe.ts'

test('a lane is not terminated while it alone knows of a message', () => {
  const kernel = Kernel.attach(createArena(defaultPlan(2), (HEAP + 60_000) * 4), MAIN_SLOT, nodeHost({}))
  kernel.waitForClaim()
  const { words, bytes } = kernel.memory
  const guarded: (number | undefined)[] = []
  const look = () => guarded.push(words[laneBase(MAIN_SLOT) + Lane.InKernel])
  const pipes = new BytePipes(kernel)
  const [reader, writer] = pipes.create(ObjectType.Connection)
  const data = new Uint8Array(5000).fill(7)
  const { set, slice } = bytes
  // What copies a message between the process's own memory and the arena.
  bytes.set = (...args) => {
    look()
    set.apply(bytes, args)
  }
  bytes.slice = (...args) => {
    look()
    return slice.apply(bytes, args)
  }
  expect(pipes.put(writer, data, 0)).toBe(5000)
  expect(pipes.take(reader, 0)).toEqual(data)
  expect(guarded).toEqual([1, 1])
})
