import { Activity, type TraceModel } from '../model.ts'
import { endWithin, wallOf } from './lanes.ts'

/** A step function: from `time[i]` (ms) to the next step, the last one to the run's end, `cores[i]` cores were in use. */
export interface CoresInUse {
  readonly time: Float64Array
  readonly cores: Float64Array
  readonly length: number
}

/**
 * Cores in use over a run. Exact where that takes at most `resolution` steps, O(n log n); else averages over `resolution`
 * equal parts of the run, O(n + resolution).
 */
export function coresInUse(model: TraceModel, resolution = Number.POSITIVE_INFINITY): CoresInUse {
  const wall = wallOf(model)
  let running = 0
  eachRunning(model, wall, () => running++)
  return running * 2 + 1 <= resolution
    ? exact(model, wall, running)
    : averaged(model, wall, Math.max(1, resolution))
}

function exact(model: TraceModel, wall: number, running: number): CoresInUse {
  const starts = new Float64Array(running)
  const ends = new Float64Array(running)
  let filled = 0
  eachRunning(model, wall, (start, end) => {
    starts[filled] = start
    ends[filled++] = end
  })
  starts.sort()
  ends.sort()
  const time = new Float64Array(running * 2 + 1)
  const cores = new Float64Array(running * 2 + 1)
  let length = 1
  let started = 0
  let ended = 0
  while (ended < running) {
    const nextStart = started < running ? (starts[started] as number) : Number.POSITIVE_INFINITY
    const at = Math.min(nextStart, ends[ended] as number)
    while (started < running && starts[started] === at) started++
    while (ended < running && ends[ended] === at) ended++
    if (at > (time[length - 1] as number)) time[length++] = at
    cores[length - 1] = started - ended
  }
  return { time, cores, length }
}

function averaged(model: TraceModel, wall: number, parts: number): CoresInUse {
  const width = wall / parts
  const time = Float64Array.from({ length: parts }, (_, part) => part * width)
  const cores = new Float64Array(parts)
  // Parts that a span fills from end to end are counted as +1 where it begins and −1 where it stops.
  const change = new Float64Array(parts + 1)
  const partOf = (at: number): number => Math.min(parts - 1, Math.floor(at / width))
  const add = (part: number, share: number): void => {
    cores[part] = (cores[part] as number) + share
  }
  eachRunning(model, wall, (start, end) => {
    const first = partOf(start)
    const last = partOf(end)
    if (first === last) return add(first, (end - start) / width)
    add(first, first + 1 - start / width)
    add(last, end / width - last)
    change[first + 1] = (change[first + 1] as number) + 1
    change[last] = (change[last] as number) - 1
  })
  let whole = 0
  for (let part = 0; part < parts; part++) {
    whole += change[part] as number
    add(part, whole)
  }
  return { time, cores, length: parts }
}

function eachRunning(model: TraceModel, wall: number, visit: (start: number, end: number) => void): void {
  for (const { spans } of model.lanes) {
    for (let row = 0; row < spans.length; row++) {
      if (spans.activity[row] !== Activity.Running) continue
      const start = spans.start[row] as number
      const end = endWithin(spans.end[row] as number, wall)
      if (end > start) visit(start, end)
    }
  }
}
