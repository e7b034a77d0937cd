import type { Words } from '../../i18n/words.ts'
import type { Language } from '../../program/program.ts'
import { operationName } from '../../state/operations.ts'
import type { TimelineTheme, TimelineWords } from '../../timeline/index.ts'
import { processColour } from '../kit/processColour.ts'

export function timelineWords({ timeline: words, formats }: Words, language: Language): TimelineWords {
  return {
    label: words.label,
    hint: words.hint,
    empty: words.emptyLive,
    coresInUse: words.coresInUse,
    libraryThreads: words.libraryThreads,
    legend: kind => words.legend[kind],
    unit: unit => words.units[unit],
    duration: formats.time,
    task: words.task,
    working: ms => words.working(formats.time(ms)),
    waiting: (operation, object, ms) =>
      words.waiting(operationName(operation, language), object, formats.time(ms)),
    idle: ms => words.waitsForTask(formats.time(ms)),
    sleeping: ms => words.sleeping(formats.time(ms)),
    starting: (what, ms) => words.starts[what](formats.time(ms)),
    ready: ms => words.waitsForCore(formats.time(ms)),
    gil: ms => words.waitsForGil(formats.time(ms)),
    startedAt: ms => words.startedAt(formats.time(ms)),
    wokenBy: words.wokenBy,
    raised: words.raised,
    unfinished: words.unfinished,
  }
}

/** The page's colours, as they are now. */
export function timelineTheme(): TimelineTheme {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string): string => style.getPropertyValue(name).trim()
  return {
    background: colour('--panel'),
    ink: colour('--ink'),
    soft: colour('--soft'),
    grid: colour('--grid'),
    accent: colour('--accent'),
    good: colour('--good'),
    bad: colour('--bad'),
    wait: colour('--wait'),
    ready: colour('--ready'),
    lock: colour('--lock'),
    process: ordinal => colour(processColour(ordinal).slice(4, -1)),
  }
}
