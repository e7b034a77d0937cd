import { resolve } from 'node:path'
import { runnerImport } from 'vite'

interface Expected {
  readonly kind: 'finished' | 'failed' | 'deadlocked'
  readonly exitCode?: number
  readonly code?: string
  readonly lastLine?: string
  readonly lines?: readonly string[]
  readonly contains?: readonly string[]
}

/** What a journey needs to know of a lesson. */
export interface LessonFacts {
  readonly id: string
  readonly section: string
  readonly expected: Expected
  readonly python?: { readonly expected: Expected }
}

/** The lessons as the sources have them: of the page only what it was built from is known to say what must come out. */
export async function readLessons(): Promise<readonly LessonFacts[]> {
  const path = resolve(import.meta.dirname, '../../src/lessons/index.ts')
  const { module } = await runnerImport<{ readonly LESSONS: readonly LessonFacts[] }>(path, {
    configFile: false,
    logLevel: 'error',
  })
  return module.LESSONS
}

/** What is wrong with the lines that a lesson printed; empty when nothing is. */
export function wrongOutput({ lastLine, lines, contains }: Expected, printed: readonly string[]): string[] {
  const wrong: string[] = []
  if (lastLine !== undefined && printed.at(-1) !== lastLine)
    wrong.push(`the last line is ${JSON.stringify(printed.at(-1))}, not ${JSON.stringify(lastLine)}`)
  const left = [...printed]
  for (const line of lines ?? contains ?? []) {
    const at = left.indexOf(line)
    if (at === -1) wrong.push(`${JSON.stringify(line)} is missing`)
    else left.splice(at, 1)
  }
  if (lines !== undefined) wrong.push(...left.map(line => `${JSON.stringify(line)} is too much`))
  return wrong.length === 0 ? wrong : [...wrong, `printed: ${JSON.stringify(printed.slice(-20))}`]
}
