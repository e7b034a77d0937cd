import { Access, ENDED, KernelConnection } from '../../kernel/exchange/connection.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import type { Wait } from '../../kernel/sync/waiter.ts'
import { requireCount, timeoutOf, typeName } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ArgumentError, BrokenPipeError, EOFError, OSError, ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { WAITABLE } from '../waitable.ts'
import { transferOf } from './transfer.ts'

/** `multiprocessing.connection.Connection`: one end of a pipe. */
export class Connection {
  readonly #end: KernelConnection
  #closed = false

  constructor() {
    if (restoring === null) {
      throw new ArgumentError('connection.new', {}, 'A Connection is made by Pipe(), two at a time.')
    }
    this.#end = restoring
    restoring = null
  }

  get closed(): boolean {
    return this.#closed
  }

  get readable(): boolean {
    return (this.#end.access & Access.Receive) !== 0
  }

  get writable(): boolean {
    return (this.#end.access & Access.Send) !== 0
  }

  send(value: unknown): void {
    if (!this.#open(Access.Send).send(value)) throw brokenPipe()
  }

  recv(): unknown {
    return received(this.#open(Access.Receive).recv())
  }

  sendBytes(bytes: Uint8Array, offset = 0, size?: number): void {
    this.send(partOf(bytes, offset, size))
  }

  recvBytes(maxlength?: number): Uint8Array {
    return bytesOf(this.recv(), maxlength)
  }

  poll(timeout: number | null | { readonly timeout?: number | null } = 0): boolean {
    return this.#open(Access.Receive).poll(pollTimeout(timeout))
  }

  close(): void {
    current()
    if (this.#closed) return
    this.#closed = true
    this.#end.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  [WAITABLE](): Wait {
    return this.#open(Access.Receive).readable()
  }

  [TRANSFER](): Transfer {
    this.#open(0)
    return transferOf('multiprocessing.Connection', this.#end.id, [this.#end.id])
  }

  [INSPECT](): string {
    const access = this.readable ? (this.writable ? 'both ways' : 'receives') : 'sends'
    return `<Connection ${this.#closed ? 'closed' : access}>`
  }

  static {
    awaitable(Connection.prototype.send, async function (this: Connection, value) {
      if (!(await this.#open(Access.Send).sendAsync(value))) throw this.#broken()
    })
    awaitable(Connection.prototype.recv, async function (this: Connection) {
      return this.#received(await this.#open(Access.Receive).recvAsync())
    })
    awaitable(Connection.prototype.sendBytes, async function (this: Connection, bytes, offset = 0, size) {
      const end = this.#open(Access.Send)
      if (!(await end.sendAsync(partOf(bytes, offset, size)))) throw this.#broken()
    })
    awaitable(Connection.prototype.recvBytes, async function (this: Connection, maxlength) {
      return bytesOf(this.#received(await this.#open(Access.Receive).recvAsync()), maxlength)
    })
    awaitable(Connection.prototype.poll, async function (this: Connection, timeout = 0) {
      const ready = await this.#open(Access.Receive).pollAsync(pollTimeout(timeout))
      if (!ready) this.#open(0)
      return ready
    })
  }

  /** What was awaited; nothing comes, too, when this end was closed meanwhile. */
  #received(value: unknown): unknown {
    if (value === ENDED) this.#open(0)
    return received(value)
  }

  #broken(): Error {
    this.#open(0)
    return brokenPipe()
  }

  #open(access: 0 | Access): KernelConnection {
    current()
    if (this.#closed) {
      throw new OSError(
        'connection.closed',
        {},
        'This process has closed the connection and cannot use it any more.',
      )
    }
    if (access !== 0 && (this.#end.access & access) === 0) {
      const can = access === Access.Send ? 'receive' : 'send'
      throw new OSError(
        'connection.oneWay',
        { can },
        `This end of a one-way pipe can only ${can}. Pipe() makes a pipe for both ways; Pipe(false) gives [receiver, sender].`,
      )
    }
    return this.#end
  }
}

/** `multiprocessing.Pipe`. */
export function Pipe(duplex: boolean | { readonly duplex?: boolean } = true): [Connection, Connection] {
  const { kernel } = current()
  const both = typeof duplex === 'object' ? duplex.duplex !== false : duplex
  const [first, second] = KernelConnection.pair(kernel, both)
  return [connect(first), connect(second)]
}

let restoring: KernelConnection | null = null

function connect(end: KernelConnection): Connection {
  restoring = end
  return new Connection()
}

/** The end of a pipe of another process, here. */
export function restoreConnection(id: unknown): Connection {
  return connect(KernelConnection.attach(current().kernel, id as number))
}

function pollTimeout(timeout: number | null | { readonly timeout?: number | null }): number | null {
  return timeoutOf(typeof timeout === 'object' && timeout !== null ? (timeout.timeout ?? null) : timeout)
}

function received(value: unknown): unknown {
  if (value !== ENDED) return value
  throw new EOFError(
    'connection.eof',
    {},
    'Nothing more can come: every process that held the other end of the pipe has closed it or ended.',
  )
}

function brokenPipe(): BrokenPipeError {
  return new BrokenPipeError(
    'connection.brokenPipe',
    {},
    'Nobody can receive it: every process that held the other end of the pipe has closed it or ended.',
  )
}

function partOf(bytes: unknown, offset: number, size: number | undefined): Uint8Array {
  if (!(bytes instanceof Uint8Array)) throw notBytes('sendBytes', bytes)
  requireCount(offset, 0, 'The offset of sendBytes()')
  const length = size ?? Math.max(0, bytes.length - offset)
  requireCount(length, 0, 'The size of sendBytes()')
  if (offset + length <= bytes.length) return bytes.slice(offset, offset + length)
  throw new ValueError(
    'connection.part',
    { length: bytes.length, offset, size: length },
    `There are ${bytes.length} bytes: ${length} from ${offset} on go beyond them.`,
  )
}

function bytesOf(value: unknown, maxlength: number | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw notBytes('recvBytes', value)
  if (maxlength === undefined || value.length <= maxlength) return value
  throw new OSError(
    'connection.tooLong',
    { length: value.length, maxlength },
    `A message of ${value.length} bytes came, and at most ${maxlength} were asked for.`,
  )
}

function notBytes(where: string, value: unknown): ArgumentError {
  const type = typeName(value)
  return new ArgumentError(
    'connection.bytes',
    { where, type },
    `${where}() is for bytes (a Uint8Array), not for ${type}. Use send() and recv() for other values.`,
  )
}
