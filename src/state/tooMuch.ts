import type { Problem } from '../program/outcome.ts'
import type { TraceVolume } from '../trace/decode.ts'

/**
 * A tab has a few GB for everything, and a comparison keeps two runs. 64 MB of output is some hundred times more than a
 * person reads; with the strings and rows made of it the page takes a few times as much.
 */
export const MOST_OUTPUT = 64 * 2 ** 20
/** 80 MB: more than a million waits with the running between them, which fill about 100 MB of spans. */
export const MOST_EVENT_WORDS = 20 * 2 ** 20

const MB = 2 ** 20

/** Why a run that has told this much must end; null while it may go on. */
export function tooMuch({ output, events }: TraceVolume): Problem | null {
  if (output > MOST_OUTPUT) return problem('output', MOST_OUTPUT / MB)
  return events > MOST_EVENT_WORDS ? problem('events', (MOST_EVENT_WORDS * 4) / MB) : null
}

function problem(what: 'output' | 'events', megabytes: number): Problem {
  return {
    code: 'run.tooMuch',
    params: { what, megabytes },
    message:
      what === 'output'
        ? `The program printed more than the page can keep (${megabytes} MB), so the run was ended. Print less.`
        : `More happened than the page can keep (${megabytes} MB of events), so the run was ended. Do more work in fewer steps.`,
    place: null,
    process: null,
  }
}
