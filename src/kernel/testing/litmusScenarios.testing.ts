import type { KernelCells } from '../exchange/cells.ts'
import type { KernelQueue } from '../exchange/queue.ts'
import type { KernelLock } from '../sync/lock.ts'
import type { Scenario } from './scenarios.testing.ts'

/** Litmus programs: small enough that a test can name all their outcomes. */
export const litmusScenarios: Record<string, Scenario> = {
  twoLockOrders(process) {
    const a = process.lock()
    const b = process.lock()
    const children = [process.start('lockInOrder', a, b), process.start('lockInOrder', b, a)]
    for (const child of children) child.join(null)
  },
  lockInOrder(_process, one: KernelLock, other: KernelLock) {
    one.acquire(null)
    other.acquire(null)
    other.release()
    one.release()
  },
  // Messages of one producer come in its order, whatever the capacity; those of several may interleave.
  orders(process, producers: number, each: number, capacity: number) {
    const items = process.queue(capacity)
    for (let i = 0; i < producers; i++) process.start('producer', items, i, each, 'number')
    const seen: unknown[] = []
    for (let i = 0; i < producers * each; i++) seen.push(items.get(null))
    process.result(seen.join(' '))
  },
  // Store buffering (x = 1, read y beside y = 1, read x): both reading 0 is what sequential consistency forbids.
  storeBuffering(process) {
    const cells = process.cells('i', 2)
    const told = process.queue(0)
    const children = [0, 1].map(i => process.start('storeThenLoad', cells, i, told))
    for (const child of children) child.join(null)
    const read = new Map(children.map(() => told.get(0) as [number, number]))
    process.result(`${read.get(0)}${read.get(1)}`)
  },
  storeThenLoad(_process, cells: KernelCells, index: number, told: KernelQueue) {
    cells.write(index, 1)
    told.put([index, Number(cells.read(1 - index))], null)
  },
}
