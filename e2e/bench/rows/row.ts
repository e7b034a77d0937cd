import type { Samples } from '../page/weft.ts'

/** Someone who takes part in a row. */
export interface Contender {
  readonly name: string
  /** Workers, if they are kept over the rounds. */
  open?(): void | Promise<void>
  round(): Promise<Samples>
  close?(): void | Promise<void>
}

/** One number that is compared. */
export interface Measure {
  readonly id: string
  readonly title: string
  readonly unit: string
  /** Whether less is better or more. */
  readonly better: 'less' | 'more'
  /** Who counts as a peer: all but Weft, or one alone. */
  readonly against?: string
  /** Weft's median divided by the best peer's: at most this where less is better, else at least. */
  readonly target: number
  /** The target is a number of the unit itself: there is nobody to compare with. */
  readonly absolute?: boolean
}

export interface Row {
  readonly id: string
  readonly rounds: number
  readonly measures: readonly Measure[]
  readonly contenders: readonly Contender[]
  /** Makes what is reported out of what was measured. */
  readonly derive?: (samples: ReadonlyMap<string, Samples>) => ReadonlyMap<string, Samples>
}

/** What the sizes of a bench are multiplied by: 1, or less for a quick look. */
export interface Sizes {
  readonly rounds: number
}

export const WEFT = 'Weft'

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? Number.NaN) + upper) / 2
}
