import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Lane, laneBase, Obj } from '../memory/layout.ts'
import { QueueBody, StreamWord, streamAwaited, streamLength } from '../memory/messages.ts'

/**
 * Lanes that watch a queue for an item before they wait for one. While there are any, whoever puts wakes nobody (`Stream.put`):
 * one who watches is quicker. For that the last of them, when it is done, wakes somebody for what is left. Both sides tell
 * first and look then (Dekker): who puts has put before it reads how many watch; who watches is counted no more before it looks.
 */
export class Lookout {
  readonly #kernel: Kernel
  readonly #queue: number
  readonly #lookers: number
  readonly #looksAt: number

  constructor(kernel: Kernel, queue: number) {
    this.#kernel = kernel
    this.#queue = queue
    this.#lookers = queue + QueueBody.Stream + StreamWord.Lookers
    this.#looksAt = laneBase(kernel.slot) + Lane.LooksAt
  }

  /** Watches until `seen`, for a moment; then does `take`, guarded, and sees to what is left. The caller has reserved stack. */
  watch(seen: () => boolean, take: () => void): void {
    const { memory, sections, gate } = this.#kernel
    const { words } = memory
    sections.guard()
    words[this.#looksAt] = this.#queue
    Atomics.add(words, this.#lookers, 1)
    sections.unguard()
    gate.patience.watch(seen)
    sections.guard()
    Atomics.sub(words, this.#lookers, 1)
    take()
    passOn(this.#kernel, this.#queue)
    words[this.#looksAt] = 0
    sections.unguard()
  }
}

/** A lane has ended, perhaps while it watched a queue: others did not wake anybody because it did. */
export function endLookout(kernel: Kernel, slot: number): void {
  const { words } = kernel.memory
  const looksAt = laneBase(slot) + Lane.LooksAt
  const queue = word(words, looksAt)
  if (queue === 0) return
  words[looksAt] = 0
  Atomics.sub(words, queue + QueueBody.Stream + StreamWord.Lookers, 1)
  passOn(kernel, queue)
}

/** [guarded] Wakes others for what those who watched leave behind; the others see to it while there are any. */
function passOn(kernel: Kernel, queue: number): void {
  const { words } = kernel.memory
  const stream = queue + QueueBody.Stream
  if (Atomics.load(words, stream + StreamWord.Lookers) !== 0) return
  if (!streamAwaited(words, stream) || streamLength(words, stream) === 0) return
  const waiting = queue + Obj.WaitHead
  kernel.sections.enter(queue + Obj.Section)
  for (let left = streamLength(words, stream); left > 0 && words[waiting] !== 0; left--) {
    kernel.waiter.wakeOne(waiting)
  }
  kernel.sections.leave(queue + Obj.Section)
}
