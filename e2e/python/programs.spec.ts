import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from '../support/pythonWorld.ts'
import { isInterleaving } from './interleaving.mjs'
import { normalise } from './normalise.mjs'

/** What CPython made of a program; `record.mjs` writes it. */
interface Expectation {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const PROGRAMS = join(import.meta.dirname, 'programs')
const NAMES = readdirSync(PROGRAMS)
  .filter(name => name.endsWith('.py'))
  .map(name => name.slice(0, -'.py'.length))

for (const name of NAMES) {
  test(`${name} comes to what CPython makes of it`, async ({ pythonSandbox: sandbox }) => {
    const program = readFileSync(join(PROGRAMS, `${name}.py`), 'utf8')
    const expected: Expectation = JSON.parse(readFileSync(join(PROGRAMS, `${name}.expect.json`), 'utf8'))
    await sandbox.start(program, { maxProcesses: 8 }, 'py')
    const { kind, exitCode } = exitOf(await sandbox.outcome())
    const printed = normalise(await sandbox.output())
    // The console has both streams in order of arrival, which CPython's two files do not tell.
    if (!isInterleaving(printed, expected.stdout, expected.stderr))
      expect(printed).toBe(expected.stdout + expected.stderr)
    expect({ kind, exitCode }).toEqual({
      kind: expected.exitCode === 0 ? 'finished' : 'failed',
      exitCode: expected.exitCode,
    })
  })
}

/** A main process that fails by an error ends with 1, as in Python. */
function exitOf(outcome: { readonly kind: string; readonly exitCode?: number }) {
  return { kind: outcome.kind, exitCode: outcome.exitCode ?? (outcome.kind === 'failed' ? 1 : null) }
}
