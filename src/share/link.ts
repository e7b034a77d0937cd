import * as v from 'valibot'
import type { Problem } from '../program/outcome.ts'
import type { Language, Program } from '../program/program.ts'
import { packProgram, unpackProgram } from './packedProgram.ts'
import { linkProblem } from './problems.ts'
import { LINK_SETTINGS, type LinkSettings, type SharedPlan, settingText } from './settings.ts'

/** Of the link's format. Older ones, once there are any, are upgraded step by step before they are read. */
const LINK_VERSION = 1

/** What a link carries from one person to another. */
export interface SharedState {
  /** Null: a link that names a lesson alone. */
  readonly program: Program | null
  /** The language wished for, where the link names a lesson alone, or nothing else at all. */
  readonly lang?: Language
  /** What is absent stays at the reader's default. */
  readonly plan: Partial<SharedPlan>
  readonly mode?: 'run' | 'compare' | 'check'
  readonly compare?: 'cores' | 'workers'
  readonly schedule?: readonly number[]
  readonly lesson?: string
  readonly ui?: 'en' | 'ja'
  readonly theme?: 'light' | 'dark' | 'auto'
}

export type LinkResult =
  /** The address holds no link. */
  | { readonly kind: 'none' }
  /** `warnings`: keys and values that were left out. */
  | { readonly kind: 'ok'; readonly state: SharedState; readonly warnings: readonly Problem[] }
  | { readonly kind: 'damaged'; readonly problem: Problem }
  | { readonly kind: 'newer'; readonly version: number; readonly problem: Problem }

/**
 * The part of an address after `#`: `v=1&lang=ts&cores=2&z=…`.
 * @throws RangeError when the program is too large for a link
 */
export function encodeLink(state: SharedState): string {
  const { program, lang = program?.language, plan, lesson, ...others } = state
  const { startMethod: start, switchInterval, skipIdle: skipidle, workers, switchAnywhere, ...same } = plan
  const renamed = { start, skipidle, switch: switchInterval, anyswitch: switchAnywhere, as: workers }
  const settings = { ...same, ...renamed, ...others }
  const pairs: [string, string][] = [['v', String(LINK_VERSION)]]
  if (lang !== undefined) pairs.push(['lang', lang])
  for (const [key, value] of Object.entries(settings)) {
    if (value !== undefined && key in LINK_SETTINGS) pairs.push([key, settingText(value)])
  }
  // A link that was cut off lost its end: then the program is damaged, which shows, and no setting is lost in silence.
  if (program) pairs.push(['z', packProgram(program)])
  // After the program, because a link without a program, but with a lesson, is whole.
  if (lesson !== undefined) pairs.push(['lesson', lesson])
  return pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
}

/**
 * Reads what stands after `#` (with or without it). Never throws: a link is a stranger's text.
 * A program comes out as it went in, or not at all.
 */
export function decodeLink(hash: string): LinkResult {
  const text = hash.replace(/^#/, '')
  const rawPairs = text.split('&').filter(pair => pair !== '')
  const keys = rawPairs.map(pair => pair.split('=', 1)[0] ?? '')
  if (!['v', 'z', 'code', 'lesson', 'lang'].some(key => keys.includes(key))) return { kind: 'none' }
  const warnings: Problem[] = []
  const values = new Map<string, string>()
  for (const [index, key] of keys.entries()) {
    const raw = (rawPairs[index] ?? '').slice(key.length + 1)
    const value = decodePercent(raw)
    if (value === null) return damaged(linkProblem('link.percent', { key }))
    if (values.has(key)) warnings.push(linkProblem('link.repeatedKey', { key }))
    else values.set(key, value)
  }
  const version = versionOf(values.get('v'))
  if (version === null) return damaged(linkProblem('link.version', { value: values.get('v') ?? '' }))
  if (version > LINK_VERSION)
    return { kind: 'newer', version, problem: linkProblem('link.newer', { version }) }
  const found = programOf(values)
  if (!found.ok) return damaged(found.problem)
  const settings = settingsOf(values, warnings)
  const { program, lang } = found
  // A link to a lesson, or written by hand to a language, is short enough to be right: one with something odd in it has lost
  // its program, and so has a copied one, which names its version, that ends after the language.
  const short = settings.lesson !== undefined || (lang !== undefined && !values.has('v'))
  if (!program && (!short || warnings.length > 0)) return damaged(linkProblem('link.noProgram'))
  const wished = program === null && lang !== undefined ? { lang } : {}
  return { kind: 'ok', state: { program, ...wished, ...stateOf(settings) }, warnings }
}

function damaged(problem: Problem): LinkResult {
  return { kind: 'damaged', problem }
}

/** A plus stays a plus. Null when it is malformed. */
function decodePercent(raw: string): string | null {
  try {
    return decodeURIComponent(raw)
  } catch {
    return null
  }
}

/** A link written by hand may leave it out. Null when it is none. */
function versionOf(text: string | undefined): number | null {
  if (text === undefined) return LINK_VERSION
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null
}

type Found =
  | { readonly ok: true; readonly program: Program | null; readonly lang?: Language | undefined }
  | { readonly ok: false; readonly problem: Problem }

function programOf(values: ReadonlyMap<string, string>): Found {
  const lang = values.get('lang')
  if (lang !== undefined && !isLanguage(lang)) {
    return { ok: false, problem: linkProblem('link.language', { language: lang }) }
  }
  const code = values.get('code')
  const packed = values.get('z')
  if (packed !== undefined) {
    if (code !== undefined) return { ok: false, problem: linkProblem('link.twoPrograms') }
    const unpacked = unpackProgram(packed)
    if (unpacked.ok && lang !== undefined && unpacked.program.language !== lang) {
      return { ok: false, problem: linkProblem('link.program') }
    }
    return unpacked
  }
  if (code === undefined) return { ok: true, program: null, lang }
  const language = lang ?? 'ts'
  return { ok: true, program: { language, files: [{ path: `main.${language}`, text: code }] } }
}

function isLanguage(text: string): text is Language {
  return text === 'ts' || text === 'py'
}

function settingsOf(values: ReadonlyMap<string, string>, warnings: Problem[]): LinkSettings {
  const settings: Record<string, unknown> = {}
  for (const [key, value] of values) {
    if (key === 'v' || key === 'lang' || key === 'code' || key === 'z') continue
    const schema = Object.hasOwn(LINK_SETTINGS, key) ? LINK_SETTINGS[key as keyof LinkSettings] : null
    if (!schema) {
      warnings.push(linkProblem('link.unknownKey', { key }))
      continue
    }
    const parsed = v.safeParse(schema, value)
    if (parsed.success) settings[key] = parsed.output
    else warnings.push(linkProblem('link.ignoredValue', { key, value }))
  }
  return settings
}

/** From the link's keys to the words of the plan. */
function stateOf(settings: LinkSettings): Omit<SharedState, 'program'> {
  const {
    cores,
    start,
    gil,
    quantum,
    switch: switchInterval,
    anyswitch: switchAnywhere,
    as: workers,
    skipidle,
    seed,
    ...rest
  } = settings
  const plan: Partial<SharedPlan> = {
    ...(cores !== undefined && { cores }),
    ...(start !== undefined && { startMethod: start }),
    ...(gil !== undefined && { gil }),
    ...(quantum !== undefined && { quantum }),
    ...(switchInterval !== undefined && { switchInterval }),
    ...(switchAnywhere !== undefined && { switchAnywhere }),
    ...(workers !== undefined && { workers }),
    ...(skipidle !== undefined && { skipIdle: skipidle }),
    ...(seed !== undefined && { seed }),
  }
  return { plan, ...rest }
}
