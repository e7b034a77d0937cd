import type { Problem } from '../program/outcome.ts'
import { embedSnippet } from '../share/embedSnippet.ts'
import { decodeLink, encodeLink } from '../share/link.ts'
import type { DecodedLink, SessionState } from './session.ts'
import { type Settings, settingsFor, settingsOf } from './settings.ts'
import type { WorkspaceState } from './workspace.ts'

/** What the address holds, in the words of the stores; null when it holds no program. */
export function readLink(hash: string): DecodedLink | null {
  const result = decodeLink(hash)
  if (result.kind === 'none') return null
  if (result.kind !== 'ok') return { ok: false, problem: result.problem }
  const { program, lang, plan, mode, compare, lesson, ui, theme } = result.state
  const { seed, ...known } = plan
  const settings: Partial<Settings> = { ...known, ...(compare !== undefined && { compare }) }
  return {
    ok: true,
    link: {
      program,
      programs: program?.language ?? lang ?? null,
      lesson: lesson ?? null,
      settings,
      mode: mode === 'run' || mode === 'compare' ? mode : null,
      language: ui ?? null,
      theme: theme ?? null,
      warnings: result.warnings,
    },
  }
}

/** What a person can pass on. */
export type Shared =
  | { readonly ok: true; readonly hash: string; readonly url: string; readonly embed: string }
  | { readonly ok: false; readonly problem: Problem }

/** The program and its settings as a link. `page`: the address of the page, without query and hash. */
export function shareLink(
  page: string,
  title: string,
  { program, origin }: WorkspaceState,
  settings: Settings,
  { primary }: SessionState,
): Shared {
  const chosen = settingsFor(program.language, settingsOf(settings))
  const { cores, startMethod, gil, switchInterval, workers, skipIdle, quantum, compare, switchAnywhere } =
    chosen
  try {
    const hash = encodeLink({
      program,
      plan: {
        ...{ cores, startMethod, gil, switchInterval, skipIdle, quantum },
        ...(workers !== 'asWritten' && { workers }),
        ...(switchAnywhere && { switchAnywhere }),
      },
      mode: primary,
      compare,
      ...(origin.lesson !== null && { lesson: origin.lesson }),
    })
    return { ok: true, hash, url: `${page}#${hash}`, embed: embedSnippet(`${page}?embed#${hash}`, title) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      ok: false,
      problem: { code: 'app.linkTooLarge', params: {}, message, place: null, process: null },
    }
  }
}
