import { EncodingError } from '../../kernel/memory/values/index.ts'
import { isInstance } from '../runtime/builtins.ts'
import type { CallStyle } from './poolMessages.ts'

/** An EncodingError about a pool's message, in the words of whoever called the pool: `value[5][2].x` is `items[2].x`. */
export function asCallerNames(error: unknown, names: (path: string) => string): unknown {
  if (!isInstance(error, EncodingError)) return error
  const path = String(error.params.path)
  const named = names(path)
  if (named === path) return error
  return new EncodingError(
    error.code,
    { ...error.params, path: named },
    error.message.replace(path, () => named),
  )
}

/** Names of the parts of a TaskMessage; `start` is the number of its first item in the call. */
export function taskNames(style: CallStyle | 'apply', start: number): (path: string) => string {
  return path =>
    path
      .replace(/^value\[3\]/, 'the function of the tasks')
      .replace(/^value\[4\]\[(\d+)\](?:\[(\d+)\])?/, (_, item: string, argument?: string) => {
        const inner = argument === undefined ? '' : `[${argument}]`
        return style === 'apply' ? `args${inner}` : `items[${start + Number(item)}]${inner}`
      })
}

/** Names of the parts of a ResultMessage. */
export function resultNames(path: string): string {
  return path.replace(/^value\[2\]\[\d+\]/, 'result')
}
