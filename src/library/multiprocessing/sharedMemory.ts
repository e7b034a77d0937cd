import { NamedMemory } from '../../kernel/exchange/namedMemory.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { requireCount, typeName } from '../arguments.ts'
import { ArgumentError, FileExistsError, FileNotFoundError, ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { guardedView, type ViewType } from './guardedViews.ts'
import { transferOf } from './transfer.ts'

export interface SharedMemoryOptions {
  readonly name?: string | null
  readonly create?: boolean
  readonly size?: number
}

/** `multiprocessing.shared_memory.SharedMemory`. */
export class SharedMemory {
  readonly #memory: NamedMemory
  readonly #buffer: SharedArrayBuffer
  #buf: Uint8Array | null = null
  #closed = false

  constructor(name?: string | null | SharedMemoryOptions, options: SharedMemoryOptions = {}) {
    const given = typeof name === 'object' && name !== null ? name : { ...options, name: name ?? null }
    const { kernel } = current()
    this.#memory = restoring ?? openMemory(given)
    restoring = null
    this.#buffer = kernel.memory.buffer
  }

  get name(): string {
    return this.#memory.name
  }

  get size(): number {
    return this.#memory.size
  }

  get buf(): Uint8Array {
    this.#open()
    this.#buf ??= guardedView(Uint8Array, this.#buffer, this.#memory.start, this.#memory.size) as Uint8Array
    return this.#buf
  }

  view(type: ViewType, offset = 0, length?: number): InstanceType<ViewType> {
    this.#open()
    const width = type.BYTES_PER_ELEMENT
    requireCount(offset, 0, 'The offset of a view')
    const count = length ?? Math.max(0, Math.floor((this.size - offset) / width))
    requireCount(count, 0, 'The length of a view')
    if (offset % width === 0 && offset + count * width <= this.size) {
      return guardedView(type, this.#buffer, this.#memory.start + offset, count)
    }
    throw new ValueError(
      'sharedMemory.view',
      { type: type.name, width, size: this.size },
      `A ${type.name} begins at a multiple of ${width} bytes and ends within the ${this.size} bytes of the shared memory.`,
    )
  }

  close(): void {
    current()
    this.#closed = true
    this.#buf = null
  }

  unlink(): void {
    current()
    if (!this.#memory.unlink()) throw notFound(this.name)
  }

  [Symbol.dispose](): void {
    this.close()
  }

  [TRANSFER](): Transfer {
    return transferOf('multiprocessing.SharedMemory', this.#memory.id, [this.#memory.id])
  }

  [INSPECT](): string {
    return `SharedMemory('${this.name}', size=${this.size})`
  }

  #open(): void {
    current()
    if (!this.#closed) return
    throw new ValueError(
      'sharedMemory.closed',
      { name: this.name },
      `This process has closed the shared memory "${this.name}". Open it again by its name.`,
    )
  }
}

let restoring: NamedMemory | null = null

/** The memory that another process named, here. */
export function restoreSharedMemory(id: unknown): SharedMemory {
  restoring = NamedMemory.attach(current().kernel, id as number)
  return new SharedMemory()
}

function openMemory({ name = null, create = false, size = 0 }: SharedMemoryOptions): NamedMemory {
  const { kernel } = current()
  if (name !== null && typeof name !== 'string') {
    const type = typeName(name)
    throw new ArgumentError(
      'sharedMemory.name',
      { type },
      `The name of shared memory is a string, not ${type}.`,
    )
  }
  if (create) {
    requireCount(size, 1, 'The size of new shared memory')
    const made = NamedMemory.create(kernel, name, size)
    if (made !== null) return made
    throw new FileExistsError(
      'sharedMemory.exists',
      { name: name ?? '' },
      `There is shared memory named "${name}" already. Choose another name, or open it without { create: true }.`,
    )
  }
  const found = name === null ? null : NamedMemory.open(kernel, name)
  if (found !== null) return found
  if (name !== null) throw notFound(name)
  throw new ValueError(
    'sharedMemory.noName',
    {},
    'Shared memory is opened by its name, or made: new SharedMemory({ create: true, size: 1024 }).',
  )
}

function notFound(name: string): FileNotFoundError {
  return new FileNotFoundError(
    'sharedMemory.missing',
    { name },
    `There is no shared memory named "${name}": nobody has created it, or it was unlinked.`,
  )
}
