import { type Measure, median, type Row, WEFT } from '../rows/row.ts'
import type { Samples } from './weft.ts'

export interface Entry {
  readonly name: string
  /** Null: it took no part in this, or could not. */
  readonly median: number | null
  readonly samples: readonly number[]
  /** Why there is no number. */
  readonly reason: string | null
}

export interface Result {
  readonly row: string
  readonly title: string
  readonly unit: string
  readonly better: 'less' | 'more'
  readonly entries: readonly Entry[]
  readonly best: string | null
  /** Weft's median divided by the best peer's. */
  readonly ratio: number | null
  readonly target: number
  readonly absolute: boolean
  readonly met: boolean | null
}

/** What is said of each measure of a row. */
export function resultsOf(
  row: Row,
  samples: ReadonlyMap<string, Samples>,
  failures: ReadonlyMap<string, string>,
): Result[] {
  return row.measures.map(measure => {
    const entries = row.contenders
      .map(({ name }) => entryOf(name, samples.get(name)?.[measure.id] ?? [], failures.get(name) ?? null))
      .filter(({ median, reason }) => median !== null || reason !== null)
    const weft = entries.find(({ name }) => name === WEFT)?.median ?? null
    const best = bestOf(measure, entries)
    const ratio = weft === null || best === null ? null : weft / best.median
    const { title, unit, better, target, absolute = false } = measure
    const judged = absolute ? weft : ratio
    const met = judged === null ? null : better === 'less' ? judged <= target : judged >= target
    return {
      row: row.id,
      title,
      unit,
      better,
      entries,
      best: best?.name ?? null,
      ratio,
      target,
      absolute,
      met,
    }
  })
}

function entryOf(name: string, samples: readonly number[], reason: string | null): Entry {
  return { name, median: samples.length === 0 ? null : median(samples), samples, reason }
}

function bestOf(
  { better, against }: Measure,
  entries: readonly Entry[],
): { name: string; median: number } | null {
  let best: { name: string; median: number } | null = null
  for (const { name, median } of entries) {
    if (name === WEFT || median === null || (against !== undefined && name !== against)) continue
    if (best === null || (better === 'less' ? median < best.median : median > best.median))
      best = { name, median }
  }
  return best
}
