import { Operation } from '../trace/events.ts'
import { fullName } from '../trace/laneName.ts'
import { Activity, type LaneModel } from '../trace/model.ts'
import type { SpanTarget, TimelineRun, TimelineWords } from './contract.ts'
import { type Hit, taskAround, timesOf } from './hitTest.ts'
import type { SpanIndex } from './spanIndex.ts'
import { waitKindOf } from './waitKind.ts'

/** What the tooltip and the spoken description of a span say. */
export interface Description {
  readonly title: string
  readonly lines: readonly string[]
}

const LONGEST_ARGUMENTS = 60
/** A task whose place among those of its pool is not known. */
const UNNUMBERED = -1

/** A call as the program would write it: `countPrimes(0, 30000)`. */
export function captionOf(run: TimelineRun, lane: LaneModel, task: number): string {
  const name = run.functions[lane.tasks.function[task] ?? -1]?.name
  const text = lane.tasks.arguments(task)
  const short = text.length > LONGEST_ARGUMENTS ? `${text.slice(0, LONGEST_ARGUMENTS)}…` : text
  if (name === undefined) return short
  return `${name}(${short})`
}

/** What is to be said of a span. `index` sums the lane's working time: a task may have waited in between. */
export function describeSpan(
  run: TimelineRun,
  lane: LaneModel,
  hit: Hit,
  index: SpanIndex,
  words: TimelineWords,
): Description {
  const { start, end } = timesOf(lane, hit, run.model.now)
  const ms = end - start
  const task = hit.kind === 'task' ? hit.index : taskAround(lane, hit.index, run.model.now)
  const number = task >= 0 ? (lane.tasks.task[task] ?? 0) : UNNUMBERED
  const taskWords = number === UNNUMBERED ? null : words.task(number)
  const place = placeOf(run, lane, hit)
  const where = [place === null ? null : `${place.file}:${place.line}`, words.startedAt(start)]
  if (hit.kind === 'task') {
    const status = lane.tasks.status[hit.index]
    const { now } = run.model
    const working = index.until(lane.spans, end, now) - index.until(lane.spans, start, now)
    // Tracing rounds a task's ends; only a wait worth telling is told.
    const waited = ms - working > Math.max(ms * 0.01, 0.01)
    const lengths = waited ? [words.duration(ms), words.working(working)] : [words.working(ms)]
    const ending = status === 1 ? words.raised : status === 2 ? words.unfinished : null
    return {
      title: captionOf(run, lane, hit.index) || (taskWords ?? ''),
      lines: [listed([taskWords, fullName(run.model, lane), ...lengths]), listed([...where, ending])],
    }
  }
  const { spans } = lane
  const activity = spans.activity[hit.index]
  const peer = spans.peer[hit.index] ?? -1
  const waker = activity === Activity.Running ? undefined : run.model.laneByNumber(peer)
  const operation = spans.operation[hit.index] ?? 0
  const joins = operation === Operation.ProcessJoin || operation === Operation.ThreadJoin
  const joined = joins ? waker?.name : undefined
  const label = run.model.objects.get(spans.object[hit.index] ?? 0)?.label ?? null
  const title =
    activity === Activity.Running
      ? words.working(ms)
      : activity === Activity.Ready
        ? operation === Operation.Gil
          ? words.gil(ms)
          : words.ready(ms)
        : waitText(operation, joined ?? label, ms, words)
  return {
    title,
    lines: [
      listed([fullName(run.model, lane), taskWords, task >= 0 ? captionOf(run, lane, task) : null]),
      listed([
        ...where,
        waker === undefined || waker === lane || joined !== undefined ? null : words.wokenBy(waker.name),
      ]),
    ],
  }
}

/** Where in the source a task's function or a span's operation stands. */
export function placeOf(run: TimelineRun, lane: LaneModel, hit: Hit): SpanTarget['place'] {
  if (hit.kind === 'task') return run.functions[lane.tasks.function[hit.index] ?? -1]?.place ?? null
  const site = lane.spans.site[hit.index] ?? 0
  return site === 0 ? null : (run.sites[site] ?? null)
}

function waitText(operation: Operation, object: string | null, ms: number, words: TimelineWords): string {
  if (operation === Operation.PoolIdle) return words.idle(ms)
  if (operation === Operation.Sleep) return words.sleeping(ms)
  if (waitKindOf(operation) === 'start') {
    return words.starting(operation === Operation.ThreadStart ? 'thread' : 'process', ms)
  }
  // A pool waits on a queue of its own that no program has heard of.
  const joins = operation === Operation.ProcessJoin || operation === Operation.ThreadJoin
  const ofPool = waitKindOf(operation) === 'result' && !joins
  return words.waiting(operation, ofPool ? null : object, ms)
}

function listed(parts: readonly (string | null)[]): string {
  return parts.filter(part => part !== null && part !== '').join(' · ')
}
