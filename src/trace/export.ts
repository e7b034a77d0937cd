import { OPERATION_NAMES, type Operation, TRACE_VERSION } from './events.ts'
import { Activity, type LaneModel, type OutputLine, type TraceModel } from './model.ts'

/** Words for what the trace only knows by number. */
export interface TraceNames {
  functionName(index: number): string
  /** `main.ts:12`, or an empty text when unknown. */
  place(site: number): string
}

/**
 * One event of the Trace Event Format (Google, "Trace Event Format", 2016): `X` complete, `i` instant, `M` metadata. Times
 * in µs.
 */
interface TraceEvent {
  readonly ph: 'X' | 'i' | 'M'
  readonly name: string
  readonly cat?: string
  readonly pid: number
  readonly tid: number
  readonly ts?: number
  readonly dur?: number
  /** Scope of an instant: its thread. */
  readonly s?: 't'
  readonly args: Readonly<Record<string, string | number | boolean>>
}

export interface ChromeTrace {
  readonly displayTimeUnit: 'ms'
  readonly otherData: { readonly writer: 'Weft'; readonly schema: number }
  readonly traceEvents: readonly TraceEvent[]
}

/**
 * A run as Chrome Trace Event JSON, which Perfetto and chrome://tracing open. A lane is two threads of its process, what it
 * did and its tasks: complete events of one thread must nest, and a task need not end with the span it began in.
 */
export function toChromeTrace(model: TraceModel, names: TraceNames): ChromeTrace {
  const traceEvents: TraceEvent[] = []
  model.lanes.forEach((lane, order) => {
    addNames(lane, order, traceEvents)
    addSpans(lane, model, names, traceEvents)
    addTasks(lane, model, names, traceEvents)
  })
  for (const line of model.output) traceEvents.push(outputEvent(line, names))
  return { displayTimeUnit: 'ms', otherData: { writer: 'Weft', schema: TRACE_VERSION }, traceEvents }
}

// Zero is left out: viewers take process and thread 0 for the idle one. A real process id may come twice in a run.
const activityThread = (lane: number): number => lane * 2 + 1
const taskThread = (lane: number): number => lane * 2 + 2

function addNames(lane: LaneModel, order: number, events: TraceEvent[]): void {
  const pid = activityThread(lane.process)
  const about = (name: string, tid: number, args: TraceEvent['args']): void => {
    events.push({ ph: 'M', name, pid, tid, args })
  }
  const tid = activityThread(lane.lane)
  if (tid === pid) {
    about('process_name', tid, { name: `${lane.name} (pid ${lane.pid})` })
    about('process_sort_index', tid, { sort_index: order })
  }
  about('thread_name', tid, { name: lane.name })
  about('thread_sort_index', tid, { sort_index: order * 2 })
  if (lane.tasks.length === 0) return
  about('thread_name', taskThread(lane.lane), { name: `${lane.name} tasks` })
  about('thread_sort_index', taskThread(lane.lane), { sort_index: order * 2 + 1 })
}

function addSpans(lane: LaneModel, model: TraceModel, names: TraceNames, events: TraceEvent[]): void {
  const { spans } = lane
  const pid = activityThread(lane.process)
  const tid = activityThread(lane.lane)
  for (let row = 0; row < spans.length; row++) {
    const args: Record<string, string | number> = {}
    const activity = spans.activity[row] as Activity
    const peer = spans.peer[row] as number
    if (activity === Activity.Running) args.core = peer
    else {
      const waker = model.laneByNumber(peer)
      if (waker !== undefined) args.wokenBy = waker.name
      const object = model.objects.get(spans.object[row] as number)
      if (object !== undefined) args.object = object.label
      const place = names.place(spans.site[row] as number)
      if (place !== '') args.place = place
    }
    events.push({
      ph: 'X',
      name: activityName(activity, spans.operation[row] as Operation),
      cat: CATEGORIES[activity],
      pid,
      tid,
      ...stretch(spans.start[row] as number, spans.end[row] as number, model.now),
      args,
    })
  }
}

function addTasks(lane: LaneModel, model: TraceModel, names: TraceNames, events: TraceEvent[]): void {
  const { tasks } = lane
  for (let row = 0; row < tasks.length; row++) {
    const fn = tasks.function[row] as number
    events.push({
      ph: 'X',
      // Of a function that is in no table, the whole call is told.
      name: (fn >= 0 ? names.functionName(fn) : lane.tasks.arguments(row)) || 'task',
      cat: 'task',
      pid: activityThread(lane.process),
      tid: taskThread(lane.lane),
      ...stretch(tasks.start[row] as number, tasks.end[row] as number, model.now),
      args: {
        task: tasks.task[row] as number,
        pool: model.objects.get(tasks.pool[row] as number)?.label ?? '',
        arguments: tasks.arguments(row),
        status: STATUSES[tasks.status[row] as number] ?? '',
      },
    })
  }
}

function outputEvent(line: OutputLine, names: TraceNames): TraceEvent {
  const pid = activityThread(line.lane)
  const place = names.place(line.site)
  return {
    ph: 'i',
    name: line.stream,
    cat: 'output',
    pid,
    tid: pid,
    ts: line.time * 1000,
    s: 't',
    args: place === '' ? { text: line.text } : { text: line.text, place },
  }
}

const CATEGORIES: Readonly<Record<Activity, string>> = {
  [Activity.Running]: 'running',
  [Activity.Waiting]: 'waiting',
  [Activity.Ready]: 'ready',
}
const STATUSES = ['done', 'raised', 'unfinished']

function activityName(activity: Activity, operation: Operation): string {
  if (activity === Activity.Running) return 'running'
  if (activity === Activity.Ready) return 'ready'
  return OPERATION_NAMES[operation] || 'waiting'
}

/** An open end is now. */
function stretch(start: number, end: number, now: number): { ts: number; dur: number } {
  const last = Number.isNaN(end) ? now : end
  return { ts: start * 1000, dur: Math.max(0, last - start) * 1000 }
}
