import { ObjectType } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'

/** Word of a manager's object: lane + 1 of its server, 0 before it serves. Written by the server alone. */
const SERVER = Obj.Body

/** The object by which trace and wait-for graph know a manager. */
export function createManagerObject(kernel: Kernel): number {
  return kernel.objects.create(ObjectType.Manager, 2)
}

/** This lane serves the manager from now on. */
export function becomeServer(kernel: Kernel, manager: number): void {
  kernel.objects.hold(manager)
  Atomics.store(kernel.memory.words, manager + SERVER, kernel.lane + 1)
}

/** Lane of a manager's server, −1 before it serves. */
export function serverOf(words: Int32Array, manager: number): number {
  return word(words, manager + SERVER) - 1
}
