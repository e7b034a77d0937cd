import * as v from 'valibot'
import type { Plan, WorkerKind } from '../program/plan.ts'

/** The part of a plan that travels in a link. */
export interface SharedPlan
  extends Pick<
    Plan,
    'cores' | 'startMethod' | 'quantum' | 'skipIdle' | 'seed' | 'gil' | 'switchInterval' | 'switchAnywhere'
  > {
  /** `asWritten` is what a link without it says. */
  readonly workers: Exclude<WorkerKind, 'asWritten'>
}

/** Everything in a link but its program, by its key in the link. */
export interface LinkSettings {
  readonly cores?: SharedPlan['cores']
  readonly start?: SharedPlan['startMethod']
  readonly gil?: SharedPlan['gil']
  readonly quantum?: SharedPlan['quantum']
  readonly switch?: SharedPlan['switchInterval']
  readonly anyswitch?: SharedPlan['switchAnywhere']
  readonly as?: SharedPlan['workers']
  readonly skipidle?: SharedPlan['skipIdle']
  readonly seed?: SharedPlan['seed']
  readonly mode?: 'run' | 'compare' | 'check'
  readonly compare?: 'cores' | 'workers'
  readonly schedule?: readonly number[]
  readonly lesson?: string
  readonly ui?: 'en' | 'ja'
  readonly theme?: 'light' | 'dark' | 'auto'
}

const MAX_CORES = 256
const MAX_MILLISECONDS = 60_000
const MAX_STEPS = 100_000
const MAX_LANE = 0xffff

const integer = (min: number, max: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number), v.minValue(min), v.maxValue(max))
const milliseconds = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}(\.\d{1,20})?$/),
  v.transform(Number),
  v.gtValue(0),
  v.maxValue(MAX_MILLISECONDS),
)
const onOff = v.pipe(
  v.picklist(['on', 'off']),
  v.transform(value => value === 'on'),
)

/** Lanes in order of step; `0*12.1` is twelve times lane 0, then lane 1. */
const schedule = v.pipe(
  v.string(),
  v.regex(/^(\d{1,5}(\*\d{1,6})?(\.(?!$)|$))+$/),
  v.transform(text => text.split('.').map(run => run.split('*').map(Number))),
  v.check(runs => runs.every(([lane = 0, times = 1]) => lane <= MAX_LANE && times > 0)),
  v.check(runs => runs.reduce((sum, [, times = 1]) => sum + times, 0) <= MAX_STEPS),
  v.transform(runs => runs.flatMap(([lane = 0, times = 1]) => new Array<number>(times).fill(lane))),
)

/** How each key's text is read. Quantum `off`: never. */
export const LINK_SETTINGS = {
  cores: integer(1, MAX_CORES),
  start: v.picklist(['fork', 'spawn', 'forkserver']),
  gil: onOff,
  quantum: v.union([
    milliseconds,
    v.pipe(
      v.literal('off'),
      v.transform(() => null),
    ),
  ]),
  switch: milliseconds,
  anyswitch: onOff,
  as: v.picklist(['threads', 'processes']),
  skipidle: onOff,
  seed: integer(0, 0xffffffff),
  mode: v.picklist(['run', 'compare', 'check']),
  compare: v.picklist(['cores', 'workers']),
  schedule,
  lesson: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9/-]{0,99}$/)),
  ui: v.picklist(['en', 'ja']),
  theme: v.picklist(['light', 'dark', 'auto']),
} satisfies { [Key in keyof LinkSettings]-?: v.GenericSchema<string, LinkSettings[Key]> }

/** The text of a setting, as `LINK_SETTINGS` reads it. */
export function settingText(value: string | number | boolean | null | readonly number[]): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (value === null) return 'off'
  return typeof value === 'object' ? scheduleText(value) : String(value)
}

function scheduleText(lanes: readonly number[]): string {
  const runs: { lane: number; times: number }[] = []
  for (const lane of lanes) {
    const last = runs.at(-1)
    if (last?.lane === lane) last.times += 1
    else runs.push({ lane, times: 1 })
  }
  return runs.map(({ lane, times }) => (times === 1 ? `${lane}` : `${lane}*${times}`)).join('.')
}
