import { ObjectType } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import { SLOT_WORDS, Slot, SlotTag, STATE_BODY_WORDS, StateBody, storeText } from '../memory/sharedNodes.ts'
import { StateKind } from '../memory/values/index.ts'
import { collectionNotShareable, notShareable } from './sharedErrors.ts'

/** A value made ready to be laid into slots: all that may throw or run code of the program has been done. */
export type Planned = PlannedPrimitive | PlannedMessage | PlannedState | PlannedPiece

interface PlannedPrimitive {
  readonly tag: SlotTag
  readonly number: number
}
interface PlannedMessage {
  readonly tag: SlotTag.Message
  readonly bytes: Uint8Array
  readonly objects: readonly number[]
}
/** A piece of shared state that there is already. */
interface PlannedState {
  readonly tag: SlotTag.State
  readonly state: number
}
/** A piece to be made. */
interface PlannedPiece {
  readonly tag: SlotTag.State
  readonly kind: StateKind
  readonly className: string
  readonly keys: readonly string[]
  readonly values: Planned[]
  /** Its address once it is made. */
  state: number
}

/** What a plan needs of those who know the program's values. */
export interface PlanningParts {
  readonly kernel: Kernel
  /** Address of the state that a proxy stands for; 0: it is none. */
  addressOf(value: object): number
}

const UNDEFINED: PlannedPrimitive = { tag: SlotTag.Undefined, number: 0 }
const NULL: PlannedPrimitive = { tag: SlotTag.Null, number: 0 }
const TRUE: PlannedPrimitive = { tag: SlotTag.True, number: 0 }
const FALSE: PlannedPrimitive = { tag: SlotTag.False, number: 0 }

/** Turns a value into what can be laid into slots; objects and arrays in it become pieces of shared state of their own. */
export class Plan {
  /** Pieces to be made, in the order in which they were found. */
  readonly pieces: PlannedPiece[] = []
  readonly value: Planned
  readonly #parts: PlanningParts
  readonly #known = new Map<object, PlannedPiece>()

  constructor(parts: PlanningParts, value: unknown, path: string) {
    this.#parts = parts
    this.value = this.#plan(value, path)
  }

  /** Makes the pieces and lays out messages. The caller is guarded; nobody can name the pieces before it has stored the value. */
  build(): Laid {
    const { kernel } = this.#parts
    try {
      for (const piece of this.pieces) {
        piece.state = kernel.objects.make(ObjectType.SharedState, STATE_BODY_WORDS)
        kernel.memory.words[piece.state + StateBody.Kind] = piece.kind
        if (piece.className !== '') {
          const name = storeText(kernel.memory, kernel.heap, piece.className)
          kernel.memory.words[piece.state + StateBody.ClassName] = name
        }
      }
      for (const piece of this.pieces) this.#fill(piece)
      return this.#lay(this.value)
    } catch (error) {
      this.#undo()
      throw error
    }
  }

  /** Frees the pieces made so far: first they let go of one another, for they may form a circle. */
  #undo(): void {
    const { objects, memory } = this.#parts.kernel
    const { words } = memory
    const made = new Set(this.pieces.map(({ state }) => state).filter(state => state !== 0))
    for (const state of made) {
      const table = word(words, state + StateBody.Table)
      for (let i = 0; i < word(words, state + StateBody.Count); i++) {
        const slot = table + i * SLOT_WORDS
        if (words[slot + Slot.Tag] !== SlotTag.State) continue
        if (made.has(word(words, slot + Slot.Value))) words[slot + Slot.Tag] = SlotTag.Undefined
      }
    }
    for (const state of made) {
      words[state + Obj.References] = 1
      objects.release(state)
    }
  }

  #plan(value: unknown, path: string): Planned {
    switch (typeof value) {
      case 'number':
        return { tag: SlotTag.Number, number: value }
      case 'boolean':
        return value ? TRUE : FALSE
      case 'undefined':
        return UNDEFINED
      case 'function':
        throw notShareable(path, value.name === '' ? 'a function' : `the function "${value.name}"`)
      case 'symbol':
        throw notShareable(path, 'a symbol')
      case 'object':
        return value === null ? NULL : this.#object(value, path)
      default:
        return this.#message(value, path)
    }
  }

  #object(value: object, path: string): Planned {
    const { kernel } = this.#parts
    const address = this.#parts.addressOf(value)
    if (address !== 0) return { tag: SlotTag.State, state: address }
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const structure = kernel.codec.structureOf(value)
    if (structure === null) {
      if (value instanceof Promise) throw notShareable(path, 'a promise')
      if (value instanceof Map || value instanceof Set || Array.isArray(value)) {
        throw collectionNotShareable(path, value.constructor.name)
      }
      return this.#message(value, path)
    }
    const { kind, className } = structure
    const isArray = kind === StateKind.Array
    const keys = isArray ? [] : Object.keys(value)
    const piece: PlannedPiece = { tag: SlotTag.State, kind, className, keys, values: [], state: 0 }
    this.#known.set(value, piece)
    this.pieces.push(piece)
    if (isArray) {
      const items = value as readonly unknown[]
      for (let i = 0; i < items.length; i++) piece.values.push(this.#plan(items[i], `${path}[${i}]`))
    } else {
      for (const key of keys) {
        piece.values.push(this.#plan((value as Record<string, unknown>)[key], `${path}.${key}`))
      }
    }
    return piece
  }

  #message(value: unknown, path: string): Planned {
    const { bytes, objects } = this.#parts.kernel.codec.encode(value, { to: 'thread', root: path })
    return { tag: SlotTag.Message, bytes: bytes.slice(), objects: [...objects] }
  }

  #fill({ state, keys, values }: PlannedPiece): void {
    if (values.length === 0) return
    const { kernel } = this.#parts
    const { words } = kernel.memory
    const table = kernel.heap.allocate(values.length * SLOT_WORDS)
    words[state + StateBody.Table] = table
    words[state + StateBody.Slots] = values.length
    for (let i = 0; i < values.length; i++) {
      const slot = table + i * SLOT_WORDS
      const laid = this.#lay(values[i] as Planned)
      words[slot + Slot.Key] = 0
      writeSlot(kernel, slot, laid)
      // Counted at once: what is counted is freed if something fails later.
      words[state + StateBody.Count] = i + 1
      const key = keys[i]
      if (key !== undefined) words[slot + Slot.Key] = storeText(kernel.memory, kernel.heap, key)
    }
  }

  /** With a reference for the slot that it will lie in. */
  #lay(planned: Planned): Laid {
    const { kernel } = this.#parts
    if ('bytes' in planned) {
      const { message, length } = kernel.storeMessage(planned.bytes, planned.objects)
      return { tag: SlotTag.Message, number: 0, address: message, length }
    }
    if ('state' in planned) {
      kernel.objects.retain(planned.state)
      return { tag: SlotTag.State, number: 0, address: planned.state, length: 0 }
    }
    return { tag: planned.tag, number: planned.number, address: 0, length: 0 }
  }
}

/** What goes into a slot. */
export interface Laid {
  readonly tag: SlotTag
  readonly number: number
  /** Of the message or piece. */
  readonly address: number
  readonly length: number
}

/** [section] Overwrites a slot's value. */
export function writeSlot(kernel: Kernel, slot: number, laid: Laid): void {
  const { words, floats } = kernel.memory
  words[slot + Slot.Tag] = laid.tag
  if (laid.tag === SlotTag.Number) floats[(slot + Slot.Value) >> 1] = laid.number
  else {
    words[slot + Slot.Value] = laid.address
    words[slot + Slot.Length] = laid.length
  }
}
