import { EncodingError, type Transfer } from '../../kernel/memory/values/index.ts'

/** For objects that stay with their process: what their TRANSFER method throws. */
export function refuseTransfer(type: string, advice: string): never {
  throw new EncodingError(
    'library.notSendable',
    { type },
    `A ${type} cannot be sent to another process. ${advice}`,
  )
}

export function transferOf(type: string, data: unknown, objects: readonly number[]): Transfer {
  return { type, data, objects }
}
