import type { ProblemTexts } from '../problems.ts'

/** What to do when Python cannot be had. */
export const pythonHintsEn: ProblemTexts = {
  'python.assets': () =>
    'Python is loaded once, from where this page comes from, and then kept. Programs in TypeScript run without it.',
  'python.noJspi': () => 'Most programs of the gallery can be had in TypeScript, too.',
}
