import { EventKind, OBJECT_NAMES, ObjectType } from '../../trace/events.ts'
import type { LaneTrace } from '../laneTrace.ts'
import type { Sections } from '../sync/section.ts'
import { type Memory, word } from './arena.ts'
import { boardBlocks } from './boardLayout.ts'
import type { Heap } from './heap.ts'
import { Head, Lane, laneBase, Obj } from './layout.ts'
import { isPipeEnd, isQueue, messageObjects, queueHoldings } from './messages.ts'
import { clearState } from './sharedNodes.ts'

/**
 * Objects of the arena and who can name them. A process that makes or receives an object holds one reference until it
 * ends; a message on its way holds one for each object in it. Nobody's objects are freed.
 */
export class Objects {
  readonly #memory: Memory
  readonly #slot: number
  readonly #sections: Sections
  readonly #heap: Heap
  readonly #trace: LaneTrace
  /** Tells the other end of a pipe that nobody holds this one any more. Returns what may go now. Set by the kernel. */
  closeEnd: (end: number) => readonly number[] = end => [end]
  /** What this process holds, and the link of each in its chain. */
  readonly #held = new Map<number, number>()
  /** What lanes of this process wait at, how many each; which of it they will let go of once the last has waited. */
  readonly #pinned = new Map<number, number>()
  readonly #doomed = new Set<number>()
  /** Links of the chain that name nothing. */
  #spare: number[] = []

  constructor(memory: Memory, slot: number, sections: Sections, heap: Heap, trace: LaneTrace) {
    this.#memory = memory
    this.#slot = slot
    this.#sections = sections
    this.#heap = heap
    this.#trace = trace
  }

  /** Makes an object with `body` cleared words of its own. Throws KernelError `memory.full`. */
  create(type: ObjectType, body: number, capacity = -1): number {
    // In one piece, or a killed process leaves an object that nobody holds.
    this.#sections.guard()
    let object: number
    try {
      object = this.make(type, body)
      this.hold(object)
    } finally {
      this.#sections.unguard()
    }
    this.announce(object, capacity)
    return object
  }

  /** Tells the trace of an object. */
  announce(object: number, capacity = -1): void {
    const { words } = this.#memory
    const type = word(words, object + Obj.Type)
    this.#trace.plain(EventKind.Object, object, type, this.#lane, word(words, object + Obj.Ordinal), capacity)
  }

  /** Makes an object that nobody holds yet. The caller is guarded, and stays so until somebody does. */
  make(type: ObjectType, body: number): number {
    const { words } = this.#memory
    const object = this.#heap.allocate(Obj.Body + body)
    words.fill(0, object, object + Obj.Body + body)
    const base = laneBase(this.#slot)
    const ordinalWord = base + Lane.Ordinals + type
    const ordinal = word(words, ordinalWord) + 1
    words[ordinalWord] = ordinal
    words[object + Obj.Type] = type
    words[object + Obj.MakerLane] = word(words, base + Lane.LaneNumber)
    words[object + Obj.Ordinal] = ordinal
    this.#sections.enter(Head.HeapLock)
    const next = word(words, Head.Objects)
    words[object + Obj.Next] = next
    if (next !== 0) words[next + Obj.Previous] = object
    words[Head.Objects] = object
    this.#sections.leave(Head.HeapLock)
    return object
  }

  /** This process can name the object from now on. */
  hold(object: number): void {
    this.#doomed.delete(object)
    if (this.#held.has(object)) return
    const { words } = this.#memory
    // In one piece: a terminated worker that goes on could count itself in at an object that its burial has freed.
    this.#sections.guard()
    try {
      const spare = this.#spare.pop()
      const link = spare ?? this.#heap.allocate(2)
      this.#held.set(object, link)
      this.retain(object)
      words[link] = object
      if (spare !== undefined) return
      const first = laneBase(this.#slot) + Lane.Holds
      words[link + 1] = word(words, first)
      words[first] = link
    } finally {
      this.#sections.unguard()
    }
  }

  /** This process names the object no more, though it goes on. */
  unhold(object: number): void {
    const link = this.#held.get(object)
    if (link === undefined) return
    if (this.#pinned.has(object)) {
      this.#doomed.add(object)
      return
    }
    this.#sections.guard()
    this.#held.delete(object)
    this.#memory.words[link] = 0
    this.#spare.push(link)
    this.release(object)
    this.#sections.unguard()
  }

  /** A lane waits at an object: another lane of the process may let go of it meanwhile, and it must not be gone for that. */
  pin(object: number): void {
    this.#pinned.set(object, (this.#pinned.get(object) ?? 0) + 1)
  }

  unpin(object: number): void {
    const left = (this.#pinned.get(object) ?? 1) - 1
    if (left > 0) {
      this.#pinned.set(object, left)
      return
    }
    this.#pinned.delete(object)
    if (this.#doomed.delete(object)) this.unhold(object)
  }

  retain(object: number): void {
    Atomics.add(this.#memory.words, object + Obj.References, 1)
  }

  /** Gives one reference back; the last one frees the object and what it holds. */
  release(object: number): void {
    const { words } = this.#memory
    if (Atomics.sub(words, object + Obj.References, 1) !== 1) return
    if (words[object + Obj.Type] === ObjectType.SharedState) {
      this.#freeStates(object)
      return
    }
    if (isPipeEnd(words, object)) {
      for (const gone of this.closeEnd(object)) this.#destroy(gone)
      return
    }
    if (isQueue(word(words, object + Obj.Type))) this.#clearQueue(object)
    if (words[object + Obj.Type] === ObjectType.Executor) this.#clearBoard(object)
    this.#destroy(object)
  }

  /** Frees an object that nobody can name. */
  #destroy(object: number): void {
    const { words } = this.#memory
    this.#sections.enter(Head.HeapLock)
    const next = word(words, object + Obj.Next)
    const previous = word(words, object + Obj.Previous)
    if (next !== 0) words[next + Obj.Previous] = previous
    if (previous === 0) words[Head.Objects] = next
    else words[previous + Obj.Next] = next
    this.#sections.leave(Head.HeapLock)
    this.#heap.free(object)
  }

  /** Gives back all that the process in `slot` holds: at its end. */
  releaseAll(slot: number): void {
    const { words } = this.#memory
    const first = laneBase(slot) + Lane.Holds
    for (let link = word(words, first); link !== 0; link = word(words, first)) {
      words[first] = word(words, link + 1)
      const object = word(words, link)
      this.#heap.free(link)
      if (object !== 0) this.release(object)
    }
    if (slot !== this.#slot) return
    this.#held.clear()
    this.#pinned.clear()
    this.#doomed.clear()
    this.#spare = []
  }

  /** Frees a message and gives back its references. */
  dropMessage(message: number): void {
    for (const object of messageObjects(this.#memory.words, message)) this.release(object)
    this.#heap.free(message)
  }

  /** Label of an object as the trace's model makes it, for texts of the kernel's own. */
  label(object: number): string {
    const { words } = this.#memory
    const type = word(words, object + Obj.Type) as ObjectType
    return `${OBJECT_NAMES[type]}-${word(words, object + Obj.Ordinal)}`
  }

  /** All objects, newest first. Only for reports: what it sees may be gone a moment later. */
  all(): number[] {
    const { words } = this.#memory
    const objects: number[] = []
    this.#sections.enter(Head.HeapLock)
    for (let at = word(words, Head.Objects); at !== 0; at = word(words, at + Obj.Next)) objects.push(at)
    this.#sections.leave(Head.HeapLock)
    return objects
  }

  get #lane(): number {
    return word(this.#memory.words, laneBase(this.#slot) + Lane.LaneNumber)
  }

  #clearBoard(object: number): void {
    const { blocks, messages } = boardBlocks(this.#memory.words, object)
    for (const message of messages) this.dropMessage(message)
    for (const block of blocks) this.#heap.free(block)
  }

  /** Shared state and what it alone keeps alive: a list of work, because a chain of it may be longer than the stack. */
  #freeStates(state: number): void {
    const { words } = this.#memory
    const doomed = [state]
    for (let next = doomed.pop(); next !== undefined; next = doomed.pop()) {
      clearState(
        this.#memory,
        this.#heap,
        next,
        message => this.dropMessage(message),
        other => {
          if (Atomics.sub(words, other + Obj.References, 1) === 1) doomed.push(other)
        },
      )
      this.#destroy(next)
    }
  }

  #clearQueue(object: number): void {
    const { messages, blocks } = queueHoldings(this.#memory.words, object)
    for (const message of messages) this.dropMessage(message)
    for (const block of blocks) this.#heap.free(block)
  }
}
