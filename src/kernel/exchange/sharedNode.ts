import { Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import { messageBytes, messageObjects } from '../memory/messages.ts'
import { readText, SLOT_WORDS, Slot, SlotTag, StateBody, storeText } from '../memory/sharedNodes.ts'
import { StateKind } from '../memory/values/index.ts'
import { invalidLength } from './sharedErrors.ts'
import { type Laid, Plan, type PlanningParts, writeSlot } from './sharedPlan.ts'

/** What is read of a field that is not there: no value of a program. */
export const ABSENT: unique symbol = Symbol('absent')

/** How much room an array or object gets when it outgrows its own. */
const FIRST_SLOTS = 4

/** What a node needs besides the kernel: proxies for the pieces that its fields hold. */
export interface NodeParts extends PlanningParts {
  /** The proxy of a piece that this lane holds. */
  proxyOf(state: number): object
}

/**
 * One piece of shared state, as one lane sees it. Every method is one operation: it passes the gate, happens inside the
 * piece's section, and is traced, unless `quiet` says that the program would not call it one.
 */
export class SharedNode {
  readonly kind: StateKind
  readonly className: string
  readonly #parts: NodeParts
  readonly #kernel: Kernel
  readonly #words: Int32Array
  readonly #floats: Float64Array
  /** Where each field is, as last seen: `#epoch` and how many fields there were. */
  readonly #places = new Map<string, number>()
  #keys: string[] = []
  #epoch = 0
  /** What a read found that is made into a value outside the section. */
  #found: Found = NOTHING_FOUND

  /** The lane holds the piece already. */
  constructor(
    parts: NodeParts,
    readonly id: number,
  ) {
    this.#parts = parts
    this.#kernel = parts.kernel
    const { memory } = parts.kernel
    this.#words = memory.words
    this.#floats = memory.floats
    this.kind = word(memory.words, id + StateBody.Kind)
    const name = word(memory.words, id + StateBody.ClassName)
    this.className = name === 0 ? '' : readText(memory, name)
  }

  /** True when the field was there when this lane last looked: then it is worth asking. */
  knows(key: string): boolean {
    return this.#places.has(key)
  }

  /** The value of a field, `ABSENT` when there is none. */
  get(key: string): unknown {
    const kernel = this.#kernel
    kernel.gate.point()
    const section = this.id + Obj.Section
    kernel.sections.enter(section)
    let value: unknown
    let version: number
    try {
      const slot = this.#find(key)
      value = slot === 0 ? ABSENT : this.#peek(slot)
      version = this.#count()
    } finally {
      kernel.sections.leave(section)
    }
    kernel.trace.operation(Operation.SharedGet, this.id, version, kernel.site())
    return value === FOUND ? this.#valueOf(this.#found) : value
  }

  has(key: string, quiet = false): boolean {
    return this.#read(() => this.#find(key) !== 0, quiet)
  }

  /** Names of the fields in the order in which they were added; of an array the indices. */
  keys(): string[] {
    return this.#read(() => {
      if (this.kind === StateKind.Array) return Array.from({ length: this.#length }, (_, i) => String(i))
      this.#learn()
      return this.#keys.slice()
    })
  }

  get length(): number {
    return this.#read(() => this.#length)
  }

  /** All that the piece holds at this moment, as one operation. */
  values(): { readonly keys: readonly string[]; readonly values: readonly unknown[] } {
    const found: unknown[] = []
    const keys = this.#read(() => {
      const n = this.#length
      for (let i = 0; i < n; i++) {
        const value = this.#peek(this.#slot(i))
        found.push(value === FOUND ? this.#found : value)
      }
      if (this.kind === StateKind.Array) return []
      this.#learn()
      return this.#keys.slice()
    })
    return { keys, values: found.map(value => (value instanceof Found ? this.#valueOf(value) : value)) }
  }

  /** Sets a field, or an item of an array; items between its end and a later index are undefined. */
  set(key: string, value: unknown, quiet = false): void {
    if (typeof value === 'number') this.#put(key, SlotTag.Number, value, null, quiet)
    else if (value === undefined) this.#put(key, SlotTag.Undefined, 0, null, quiet)
    else if (value === null) this.#put(key, SlotTag.Null, 0, null, quiet)
    else if (value === true) this.#put(key, SlotTag.True, 0, null, quiet)
    else if (value === false) this.#put(key, SlotTag.False, 0, null, quiet)
    else this.#put(key, SlotTag.Undefined, 0, this.#plan(value, key), quiet)
  }

  /** Takes a field away; an item of an array becomes undefined. */
  remove(key: string): void {
    this.#change([], () => {
      const slot = this.#find(key)
      if (slot === 0) return
      this.#dropLater(slot)
      if (this.kind === StateKind.Array) {
        this.#words[slot + Slot.Tag] = SlotTag.Undefined
        return
      }
      const { id } = this
      const words = this.#words
      this.#doomedTexts.push(word(words, slot + Slot.Key))
      const count = word(words, id + StateBody.Count) - 1
      words.copyWithin(slot, slot + SLOT_WORDS, this.#slot(count + 1))
      words[id + StateBody.Count] = count
      words[id + StateBody.Epoch] = word(words, id + StateBody.Epoch) + 1
    })
  }

  /** Makes an array longer (by undefined items) or shorter. */
  resize(length: number): void {
    if (!Number.isInteger(length) || length < 0 || length > MAX_LENGTH) throw invalidLength(String(length))
    this.#change([], () => {
      while (this.#length > length) {
        this.#dropLater(this.#slot(this.#length - 1))
        this.#words[this.id + StateBody.Count] = this.#length - 1
      }
      this.#extend(length)
    })
  }

  /** Adds items at an array's end (or front) in one step; returns its new length. */
  add(items: readonly unknown[], inFront = false): number {
    const plans = items.map((item, i) => this.#plan(item, `[${i}]`))
    let length = 0
    this.#change(plans, laid => {
      const words = this.#words
      const before = this.#length
      length = before + laid.length
      this.#reserve(length, inFront ? laid.length : 0)
      if (inFront) {
        words[this.id + StateBody.First] = word(words, this.id + StateBody.First) - laid.length
      }
      const from = inFront ? 0 : before
      for (let i = 0; i < laid.length; i++) {
        const slot = this.#slot(from + i)
        words[slot + Slot.Key] = 0
        writeSlot(this.#kernel, slot, laid[i] as Laid)
      }
      words[this.id + StateBody.Count] = length
    })
    return length
  }

  /** Takes the last item of an array (or its first) in one step; undefined when it is empty. */
  take(first = false): unknown {
    const words = this.#words
    const { id } = this
    let value: unknown
    this.#change([], () => {
      const count = this.#length
      if (count === 0) return
      const slot = this.#slot(first ? 0 : count - 1)
      value = this.#peek(slot)
      this.#dropLater(slot)
      words[id + StateBody.Count] = count - 1
      if (first) words[id + StateBody.First] = count === 1 ? 0 : word(words, id + StateBody.First) + 1
    })
    return value === FOUND ? this.#valueOf(this.#found) : value
  }

  #plan(value: unknown, key: string): Plan {
    return new Plan(this.#parts, value, key)
  }

  #read<T>(look: () => T, quiet = false): T {
    const kernel = this.#kernel
    if (!quiet) kernel.gate.point()
    const section = this.id + Obj.Section
    kernel.sections.enter(section)
    let result: T
    let version: number
    try {
      result = look()
      version = quiet ? 0 : this.#count()
    } finally {
      kernel.sections.leave(section)
    }
    if (!quiet) kernel.trace.operation(Operation.SharedGet, this.id, version, kernel.site())
    return result
  }

  /** The common case of a change, and the one that has to be fast. */
  #put(key: string, tag: SlotTag, number: number, plan: Plan | null, quiet: boolean): void {
    const kernel = this.#kernel
    const words = this.#words
    if (plan === null) {
      if (!quiet) kernel.gate.point()
      const section = this.id + Obj.Section
      kernel.sections.enter(section)
      let version = 0
      let done = false
      try {
        const slot = this.#find(key)
        if (slot !== 0 && word(words, slot + Slot.Tag) <= SlotTag.Number) {
          words[slot + Slot.Tag] = tag
          if (tag === SlotTag.Number) this.#floats[(slot + Slot.Value) >> 1] = number
          version = this.#count()
          done = true
        }
      } finally {
        kernel.sections.leave(section)
      }
      if (done) {
        if (!quiet) kernel.trace.operation(Operation.SharedSet, this.id, version, kernel.site())
        return
      }
    }
    // A field that is new, or whose old or new value lies elsewhere. The gate was passed already, or is passed now.
    this.#change(
      plan === null ? [] : [plan],
      laid => {
        const value = laid[0] ?? { tag, number, address: 0, length: 0 }
        let slot = this.#find(key)
        if (slot === 0) slot = this.#append(key)
        else this.#dropLater(slot)
        writeSlot(kernel, slot, value)
      },
      quiet || plan === null,
      quiet,
    )
  }

  /** Old values that a change has replaced: given back once the section is left. */
  #doomed: Laid[] = []
  #doomedTexts: number[] = []

  /**
   * Lays plans out, changes the piece inside its section, and gives back what was replaced: all guarded, so that a lane that
   * is killed leaves nothing half done.
   */
  #change(
    plans: readonly Plan[],
    change: (laid: readonly Laid[]) => void,
    passed = false,
    quiet = false,
  ): void {
    const kernel = this.#kernel
    const { sections, objects } = kernel
    const section = this.id + Obj.Section
    if (!passed) kernel.gate.point()
    sections.guard()
    const laid: Laid[] = []
    let version = 0
    let done = false
    try {
      for (const plan of plans) laid.push(plan.build())
      sections.enter(section)
      try {
        change(laid)
        version = this.#count()
        done = true
      } finally {
        sections.leave(section)
      }
    } finally {
      if (!done) for (const value of laid) this.#drop(value)
      else for (const value of this.#doomed) this.#drop(value)
      for (const text of this.#doomedTexts) kernel.heap.free(text)
      if (this.#doomed.length > 0) this.#doomed = []
      if (this.#doomedTexts.length > 0) this.#doomedTexts = []
      sections.unguard()
    }
    for (const plan of plans) for (const { state } of plan.pieces) objects.announce(state)
    if (!quiet) kernel.trace.operation(Operation.SharedSet, this.id, version, kernel.site())
  }

  #drop({ tag, address }: Laid): void {
    if (tag === SlotTag.Message) this.#kernel.objects.dropMessage(address)
    else if (tag === SlotTag.State) this.#kernel.objects.release(address)
  }

  /** [section] Notes what a slot held, to be given back. */
  #dropLater(slot: number): void {
    const tag = word(this.#words, slot + Slot.Tag)
    if (tag < SlotTag.Message) return
    this.#doomed.push({ tag, number: 0, address: word(this.#words, slot + Slot.Value), length: 0 })
  }

  get #length(): number {
    return word(this.#words, this.id + StateBody.Count)
  }

  /** [section] Counts an operation; returns its number. */
  #count(): number {
    const at = this.id + Obj.Version
    const version = word(this.#words, at) + 1
    this.#words[at] = version
    return version
  }

  #slot(index: number): number {
    const words = this.#words
    const { id } = this
    return word(words, id + StateBody.Table) + (word(words, id + StateBody.First) + index) * SLOT_WORDS
  }

  /** [section] The slot of a field or item, 0: none. */
  #find(key: string): number {
    if (this.kind === StateKind.Array) {
      const index = Number(key)
      return index < this.#length ? this.#slot(index) : 0
    }
    const words = this.#words
    const { id } = this
    if (words[id + StateBody.Epoch] !== this.#epoch || words[id + StateBody.Count] !== this.#keys.length) {
      this.#learn()
    }
    const place = this.#places.get(key)
    return place === undefined ? 0 : word(words, id + StateBody.Table) + place * SLOT_WORDS
  }

  /** [section] Reads the names that this lane has not seen. */
  #learn(): void {
    const words = this.#words
    const epoch = word(words, this.id + StateBody.Epoch)
    if (epoch !== this.#epoch) {
      this.#places.clear()
      this.#keys = []
      this.#epoch = epoch
    }
    for (let i = this.#keys.length; i < this.#length; i++) {
      const key = readText(this.#kernel.memory, word(words, this.#slot(i) + Slot.Key))
      this.#places.set(key, i)
      this.#keys.push(key)
    }
  }

  /** [section] A new slot for a field or item that is not there; nothing has changed if it throws. */
  #append(key: string): number {
    const words = this.#words
    if (this.kind === StateKind.Array) {
      this.#extend(Number(key) + 1)
      return this.#slot(Number(key))
    }
    const count = this.#length
    this.#reserve(count + 1, 0)
    const slot = this.#slot(count)
    const text = storeText(this.#kernel.memory, this.#kernel.heap, key)
    words[slot + Slot.Key] = text
    words[slot + Slot.Tag] = SlotTag.Undefined
    words[this.id + StateBody.Count] = count + 1
    return slot
  }

  /** [section] */
  #extend(length: number): void {
    const words = this.#words
    const count = this.#length
    if (length <= count) return
    this.#reserve(length, 0)
    for (let i = count; i < length; i++) {
      const slot = this.#slot(i)
      words[slot + Slot.Key] = 0
      words[slot + Slot.Tag] = SlotTag.Undefined
    }
    words[this.id + StateBody.Count] = length
  }

  /** [section] Makes room for `count` values, of which `front` before the first. */
  #reserve(count: number, front: number): void {
    const words = this.#words
    const { id } = this
    const first = word(words, id + StateBody.First)
    const slots = word(words, id + StateBody.Slots)
    const have = this.#length
    if (first >= front && first - front + count <= slots) return
    const table = word(words, id + StateBody.Table)
    const from = table + first * SLOT_WORDS
    const to = from + have * SLOT_WORDS
    if (front === 0 && count <= slots - (slots >> 2)) {
      // Room enough, at the front: an array that is filled here and taken from there.
      words.copyWithin(table, from, to)
      words[id + StateBody.First] = 0
      return
    }
    const larger = Math.max(FIRST_SLOTS, count, slots * 2)
    const start = front === 0 ? 0 : larger - count + front
    const made = this.#kernel.heap.allocate(larger * SLOT_WORDS)
    words.copyWithin(made + start * SLOT_WORDS, from, to)
    words[id + StateBody.Table] = made
    words[id + StateBody.Slots] = larger
    words[id + StateBody.First] = start
    if (table !== 0) this.#kernel.heap.free(table)
  }

  /** [section] A value that lies in the slot, or `FOUND` with what it can be made from outside the section. */
  #peek(slot: number): unknown {
    const words = this.#words
    switch (words[slot + Slot.Tag] as SlotTag) {
      case SlotTag.Number:
        return this.#floats[(slot + Slot.Value) >> 1]
      case SlotTag.Undefined:
        return undefined
      case SlotTag.Null:
        return null
      case SlotTag.True:
        return true
      case SlotTag.False:
        return false
      case SlotTag.State: {
        const state = word(words, slot + Slot.Value)
        // From now on this lane can name it, whatever becomes of the slot.
        this.#kernel.objects.hold(state)
        this.#found = new Found(state, null, [])
        return FOUND
      }
      default: {
        const message = word(words, slot + Slot.Value)
        const start = messageBytes(words, message) * 4
        const bytes = this.#kernel.memory.bytes.slice(start, start + word(words, slot + Slot.Length))
        const objects = messageObjects(words, message)
        for (const object of objects) this.#kernel.objects.retain(object)
        this.#found = new Found(0, bytes, objects)
        return FOUND
      }
    }
  }

  #valueOf({ state, bytes, objects }: Found): unknown {
    if (bytes === null) return this.#parts.proxyOf(state)
    try {
      return this.#kernel.codec.decode(bytes)
    } finally {
      for (const object of objects) this.#kernel.objects.release(object)
    }
  }
}

const FOUND: unique symbol = Symbol('found')

/** A piece, or a message with the objects that it names, kept alive until it is decoded. */
class Found {
  constructor(
    readonly state: number,
    readonly bytes: Uint8Array | null,
    readonly objects: readonly number[],
  ) {}
}
const NOTHING_FOUND = new Found(0, null, [])

const MAX_LENGTH = 2 ** 32 - 1
