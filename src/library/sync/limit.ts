import { timeoutOf } from '../arguments.ts'

/** A timeout in seconds, null for none, positional or by its keyword. */
export type Limit = number | null | { readonly timeout?: number | null } | undefined

/** ms, null: no limit. */
export const limitOf = (limit: Limit): number | null => timeoutOf(secondsOf(limit))

export const secondsOf = (limit: Limit): number | null | undefined =>
  typeof limit === 'object' && limit !== null ? limit.timeout : limit
