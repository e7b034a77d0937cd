import type { Language } from '../program/program.ts'

export type FileNameProblem = 'empty' | 'taken' | 'invalid'

const FOLDERS = String.raw`^(?:[\p{L}\p{N}_-][\p{L}\p{N}_.-]*\/)*`
/** TypeScript programs are sources alone; to Python ones belongs whatever they read, wheels included. */
const PATHS: Readonly<Record<Language, RegExp>> = {
  ts: new RegExp(String.raw`${FOLDERS}[\p{L}\p{N}_-][\p{L}\p{N}_.-]*\.ts$`, 'u'),
  py: new RegExp(String.raw`${FOLDERS}[\p{L}\p{N}_.+-]+$`, 'u'),
}

/** Why a path can't name a file of a program, or null. `lib/primes` becomes `lib/primes.ts` by `completePath` before. */
export function fileNameProblem(
  path: string,
  language: Language,
  taken: readonly string[],
): FileNameProblem | null {
  if (path === '' || path === `.${language}`) return 'empty'
  const dots = path.split('/').some(part => /^\.+$/.test(part))
  if (!PATHS[language].test(path) || path.endsWith('.d.ts') || dots || path.length > 255) return 'invalid'
  const lower = path.toLowerCase()
  return taken.some(other => other.toLowerCase() === lower) ? 'taken' : null
}

/** With the language's ending, where there is none. Python's programs may have files of any kind. */
export function completePath(name: string, language: Language): string {
  const path = name.trim()
  const ended = language === 'ts' ? path.endsWith('.ts') : /\.[^/]*$/.test(path)
  return path === '' || ended ? path : `${path}.${language}`
}

/** A path for a file from elsewhere: what a path can't have becomes `_`; a number is added to a name that is taken. */
export function pathFor(name: string, taken: readonly string[]): string {
  const base = name.replace(/[^\p{L}\p{N}_.+-]/gu, '_').replace(/^\.+$/, '_')
  const [, stem = base, ending = ''] = /^(.+?)(\.[^.]*)?$/.exec(base) ?? []
  for (let number = 1; ; number++) {
    const path = number === 1 ? base : `${stem}-${number}${ending}`
    if (!taken.some(other => other.toLowerCase() === path.toLowerCase())) return path
  }
}
