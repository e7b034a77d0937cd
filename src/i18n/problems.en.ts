import type { ProblemTexts } from './problems.ts'

/** Where the page has better words than the problem's own English message. */
export const problemsEn: ProblemTexts = {
  'app.internal': p => `Weft itself made a mistake: ${p.message}`,
  'app.linkTooLarge': () => 'The program is too large for a link.',
  'engine.noIsolation': () =>
    'The browser gives this page no shared memory: it is not cross-origin isolated.',
}

export const hintsEn: ProblemTexts = {
  'compile.unexpectedEnd': () => 'Look for the opening bracket or quote that has no partner.',
  'app.internal': () => 'Running it again may work. Your program is safe.',
}
