import { type ChromeTrace, toChromeTrace } from '../trace/export.ts'
import type { RunResult } from './runs.ts'

export const TRACE_FILE_NAME = 'weft-trace.json'

/** Between the process numbers of two runs in one file. */
const APART = 1_000_000

type TraceEvent = ChromeTrace['traceEvents'][number]

/**
 * The runs shown, as one Chrome Trace Event file: viewers then draw them below each other on one time axis, as the page does.
 * In parts, since the whole may be longer than a string can be. `title` names a run where there are two.
 */
export function traceFile(results: readonly RunResult[], title: (result: RunResult) => string): string[] {
  const parts: string[] = []
  results.forEach((result, order) => {
    const { displayTimeUnit, otherData, traceEvents } = traceOf(result)
    if (order === 0) {
      parts.push(`{"displayTimeUnit":${JSON.stringify(displayTimeUnit)},`)
      parts.push(`"otherData":${JSON.stringify(otherData)},"traceEvents":[`)
    }
    for (const event of traceEvents) {
      const moved = results.length > 1 ? apart(event, order * APART, title(result)) : event
      parts.push(parts.length > 2 ? ',\n' : '\n', JSON.stringify(moved))
    }
  })
  return [...parts, '\n]}\n']
}

function traceOf({ model, compiled }: RunResult): ChromeTrace {
  return toChromeTrace(model, {
    functionName: index => compiled.functions[index]?.name ?? '',
    place(site) {
      const place = site === 0 ? undefined : compiled.sites[site]
      return place === undefined ? '' : `${place.file}:${place.line}`
    },
  })
}

function apart(event: TraceEvent, offset: number, title: string): TraceEvent {
  const { args } = event
  const named =
    event.name === 'process_name'
      ? { name: `${title}: ${args.name}` }
      : event.name === 'process_sort_index'
        ? { sort_index: Number(args.sort_index) + offset }
        : args
  return { ...event, pid: event.pid + offset, tid: event.tid + offset, args: event.ph === 'M' ? named : args }
}
