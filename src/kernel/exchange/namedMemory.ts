import { ObjectType } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head, Lane, laneBase, Obj } from '../memory/layout.ts'

/** Words after those that every object has (`Obj.Body`). Written at its making, but for `Named`. */
const enum Body {
  /** Bytes. */
  Size = 12,
  /** 1: can be found by its name, and kept for that. [names] */
  Named = 13,
  NameBytes = 14,
  /** Where the memory begins, at an even word; the name lies before it. */
  Data = 15,
  Name = 16,
}

/**
 * A piece of the arena with a name, for processes that know the name. It is there until its name is taken away and no process
 * that had opened it is left: a view on it may outlive its closing, and must not see what others then keep there.
 */
export class NamedMemory {
  readonly size: number
  readonly name: string
  readonly #kernel: Kernel

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    const { words, bytes } = kernel.memory
    this.#kernel = kernel
    this.size = word(words, id + Body.Size)
    const at = (id + Body.Name) * 4
    this.name = kernel.host.decodeText(bytes.slice(at, at + word(words, id + Body.NameBytes)))
  }

  /** Null when there is one of that name. Without a name it gets one. Throws KernelError `memory.full`. */
  static create(kernel: Kernel, name: string | null, size: number): NamedMemory | null {
    const made = named(kernel, () => {
      const { words, bytes } = kernel.memory
      const chosen = name ?? freeName(kernel)
      if (find(kernel, chosen) !== 0) return null
      const text = kernel.host.encodeText(chosen)
      const data = Body.Name + ((((text.length + 3) >> 2) + 1) & ~1)
      const id = kernel.objects.make(ObjectType.SharedMemory, data - Obj.Body + ((size + 3) >> 2))
      kernel.objects.hold(id)
      bytes.set(text, (id + Body.Name) * 4)
      words[id + Body.Size] = size
      words[id + Body.NameBytes] = text.length
      words[id + Body.Data] = data
      // The name holds it, too.
      kernel.objects.retain(id)
      words[id + Body.Named] = 1
      return new NamedMemory(kernel, id)
    })
    // The trace may make it wait, which nobody does in a section.
    if (made !== null) kernel.objects.announce(made.id, size)
    return made
  }

  /** Null when there is none of that name. */
  static open(kernel: Kernel, name: string): NamedMemory | null {
    return named(kernel, () => {
      const id = find(kernel, name)
      if (id === 0) return null
      kernel.objects.hold(id)
      return new NamedMemory(kernel, id)
    })
  }

  static attach(kernel: Kernel, id: number): NamedMemory {
    kernel.objects.hold(id)
    return new NamedMemory(kernel, id)
  }

  /** The byte of the arena where it begins. */
  get start(): number {
    return (this.id + word(this.#kernel.memory.words, this.id + Body.Data)) * 4
  }

  /** Takes the name away. False when it had none any more. */
  unlink(): boolean {
    const kernel = this.#kernel
    return named(kernel, () => {
      if (kernel.memory.words[this.id + Body.Named] === 0) return false
      kernel.memory.words[this.id + Body.Named] = 0
      kernel.objects.release(this.id)
      return true
    })
  }
}

/** In the section of all names, which comes before every other. */
function named<T>(kernel: Kernel, action: () => T): T {
  kernel.gate.point()
  kernel.sections.enter(Head.NamesLock)
  try {
    return action()
  } finally {
    kernel.sections.leave(Head.NamesLock)
  }
}

function find(kernel: Kernel, name: string): number {
  const { words, bytes } = kernel.memory
  const text = kernel.host.encodeText(name)
  for (const object of kernel.objects.all()) {
    if (words[object + Obj.Type] !== ObjectType.SharedMemory || words[object + Body.Named] !== 1) continue
    if (words[object + Body.NameBytes] !== text.length) continue
    const at = (object + Body.Name) * 4
    if (text.every((byte, i) => bytes[at + i] === byte)) return object
  }
  return 0
}

/** As Python's begin, but the same in each run. */
function freeName(kernel: Kernel): string {
  const made = word(kernel.memory.words, laneBase(kernel.slot) + Lane.Ordinals + ObjectType.SharedMemory)
  const hex = (n: number) => n.toString(16).padStart(4, '0')
  return `psm_${hex(kernel.lane)}${hex(made + 1)}`
}
