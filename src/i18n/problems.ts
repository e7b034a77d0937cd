import type { Problem } from '../program/outcome.ts'
import { hintsEn, problemsEn } from './problems.en.ts'
import { hintsJa, problemsJa } from './problems.ja.ts'

/** What fills a text: every parameter as a string. */
export type Params = Readonly<Record<string, string>>
export type ProblemTexts = Readonly<Record<string, (p: Params) => string>>

/** A problem in the reader's language; in its own English words where its code is not known here. */
export function problemText(problem: Problem, language: 'en' | 'ja'): string {
  const params = asText(problem.params)
  if (language === 'en') return own(problemsEn, problem.code)?.(params) ?? problem.message
  const text = own(problemsJa, problem.code)?.(params)
  if (text === undefined) return problem.message
  // The English words of a library's error begin with its class, which is what a program would catch.
  const [, name] = /^([A-Z]\w*(?:Error|Empty|Full)): /.exec(problem.message) ?? []
  // What the program itself said is told in its own words.
  const verbatim = problem.code === 'program.error'
  return name === undefined || verbatim ? text : `${text}（${name}）`
}

/** What to do about it, where there is more to say. */
export function hintOf(problem: Problem, language: 'en' | 'ja'): string | null {
  return own(language === 'ja' ? hintsJa : hintsEn, problem.code)?.(asText(problem.params)) ?? null
}

/** A code comes out of the sandbox: `toString` must not be taken for one. */
function own(texts: ProblemTexts, code: string): ProblemTexts[string] | undefined {
  return Object.hasOwn(texts, code) ? texts[code] : undefined
}

function asText(params: Problem['params']): Params {
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
  return new Proxy(texts, {
    get: (target, name) => (typeof name === 'string' ? (target[name] ?? '') : undefined),
  })
}
