import type { ProblemTexts } from './problems.ts'

/** Every problem brings English words of its own; these are the ones the page itself has, or has better ones for. */
export const problemsEn: ProblemTexts = {
  'app.internal': p => `Weft itself made a mistake: ${p.message}`,
  'app.linkTooLarge': () => 'The program is too large for a link.',
  'program.recursion': () => 'Functions call each other too deeply: the recursion does not end.',
}

export const hintsEn: ProblemTexts = {
  'app.internal': () => 'Running it again may work. Your program is safe.',
  'compile.unexpectedEnd': () => 'Look for the opening bracket or quote that has no partner.',
  'program.thrown': () => 'Write throw new Error("…"): an Error tells the whole way to where it happened.',
  'program.recursion': () =>
    'Is there a case in which the function returns without calling itself, and is it reached?',
}
