import { requireCount, requireIterable } from '../arguments.ts'
import { FileNotFoundError } from '../errors.ts'
import { ShareableList } from '../multiprocessing/shareableList.ts'
import { SharedMemory } from '../multiprocessing/sharedMemory.ts'
import { isInstance } from '../runtime/builtins.ts'
import { BaseManager, ready } from './manager.ts'

/** `multiprocessing.managers.SharedMemoryManager`: makes shared memory and takes its names away at the end. */
export class SharedMemoryManager extends BaseManager {
  readonly #made: SharedMemory[] = []

  SharedMemory(size: number): SharedMemory {
    requireCount(size, 1, 'SharedMemory: size')
    ready(this, 'SharedMemory()')
    const memory = new SharedMemory({ create: true, size })
    this.#made.push(memory)
    return memory
  }

  ShareableList(sequence: ConstructorParameters<typeof ShareableList>[0]): ShareableList {
    requireIterable(sequence, 'ShareableList')
    ready(this, 'ShareableList()')
    const list = new ShareableList(sequence)
    this.#made.push(list.shm)
    return list
  }

  override shutdown(): void {
    super.shutdown()
    for (const memory of this.#made.splice(0)) {
      try {
        memory.unlink()
      } catch (error) {
        // The program has unlinked it itself.
        if (!isInstance(error, FileNotFoundError)) throw error
      }
    }
  }
}
