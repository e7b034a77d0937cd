import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { refuseTransfer, transferOf } from '../multiprocessing/transfer.ts'
import { construct } from '../runtime/builtins.ts'

type LocalClass = new (...args: unknown[]) => local

interface LocalData {
  /** The program's own subclass; null: none. */
  readonly type: LocalClass | null
  readonly args: readonly unknown[]
  /** What the forking thread had in it; null in a new thread, which begins with nothing. */
  readonly fields: object | null
}

/** `threading.local`: an object whose attributes are each thread's own. A subclass's constructor runs in each thread. */
export class local {
  [name: string]: unknown
  readonly #args: readonly unknown[]

  constructor(...args: unknown[]) {
    this.#args = args
  }

  [TRANSFER](to: string): Transfer {
    if (to !== 'thread' && to !== 'fork') {
      refuseTransfer('local', 'It stays with its process: send the values in it instead.')
    }
    const made = this.constructor as LocalClass
    const data: LocalData = {
      type: made === local ? null : made,
      args: this.#args,
      fields: to === 'fork' ? { ...this } : null,
    }
    return transferOf('threading.local', data, [])
  }
}

/** The local of another thread, or of the process that forked, here. */
export function restoreLocal(data: unknown): local {
  const { type, args, fields } = data as LocalData
  if (fields === null) return new (type ?? local)(...args)
  return Object.assign(construct(local, args as unknown[], type ?? local), fields) as local
}
