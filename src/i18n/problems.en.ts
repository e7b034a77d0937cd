import { pythonHintsEn } from './problems/python.en.ts'
import type { ProblemTexts } from './problems.ts'

/** Every problem brings English words of its own; these are the ones the page itself has, or has better ones for. */
export const problemsEn: ProblemTexts = {
  'app.internal': p => `Weft itself made a mistake: ${p.message}`,
  'app.linkTooLarge': () => 'The program is too large for a link.',
  'run.tooMuch': p =>
    p.what === 'output'
      ? `The program printed more than this page can keep (${p.megabytes} MB), so the run was ended. What came before is shown.`
      : `More happened in this run than this page can keep (${p.megabytes} MB of events), so it was ended. What came before is shown.`,
  'program.recursion': () => 'Functions call each other too deeply: the recursion does not end.',
}

export const hintsEn: ProblemTexts = {
  ...pythonHintsEn,
  'app.internal': () => 'Running it again may work. Your program is safe.',
  'run.tooMuch': p =>
    p.what === 'output'
      ? 'Print less: is there a loop that prints without end? Print every thousandth step, or only results.'
      : 'Give each task more work (a larger chunksize), or let processes wait for each other less often.',
  'compile.unexpectedEnd': () => 'Look for the opening bracket or quote that has no partner.',
  'program.thrown': () => 'Write throw new Error("…"): an Error tells the whole way to where it happened.',
  'program.recursion': () =>
    'Is there a case in which the function returns without calling itself, and is it reached?',
}
