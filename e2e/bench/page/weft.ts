import { compile } from '../../../src/compile/index.ts'
import { createEngine } from '../../../src/engine/engine.ts'
import { LIBRARY_NAMES } from '../../../src/library/names.ts'
import type { CompiledProgram } from '../../../src/program/compiled.ts'
import type { Outcome } from '../../../src/program/outcome.ts'
import { defaultPlan, type Plan } from '../../../src/program/plan.ts'
import { TraceDecoder } from '../../../src/trace/decode.ts'
import loops from '../programs/loops.ts?raw'
import tasks from '../programs/tasks.ts?raw'

/** Values by the name of what was measured. */
export type Samples = Readonly<Record<string, readonly number[]>>

/** How a program is run, where it differs: all cores, without time slices and therefore without ticks. */
interface How {
  readonly ticks?: boolean
  readonly plan?: Partial<Plan>
}

const engine = createEngine()

/** Gets the sandbox ready, as the app does when it opens. */
export async function warmUp(): Promise<void> {
  if (engine.unavailable !== null) throw new Error(engine.unavailable.message)
  engine.warmUp('ts')
  await new Promise(resolve => setTimeout(resolve, 1000))
}

/**
 * Runs a program as the app runs it, on all cores and with its trace decoded while it runs. It measures itself and prints
 * the samples as its last line.
 */
export function measure(
  text: string,
  settings: Readonly<Record<string, number>> = {},
  how: How = {},
): Promise<Samples> {
  const cores = navigator.hardwareConcurrency
  const plan = { ...defaultPlan(cores), quantum: null, ...how.plan }
  const decoder = new TraceDecoder({ cores })
  return new Promise((resolve, reject) => {
    engine.run(compiled(text, settings, how.ticks ?? false), plan, {
      started() {},
      events: (slot, words) => decoder.add(slot, words),
      ended(outcome) {
        decoder.finish()
        const { output, damaged } = decoder.model
        const printed = output.map(line => line.text)
        const last = printed.at(-1)
        if (damaged > 0) console.log(`${damaged} records of a trace were damaged`)
        if (outcome.kind === 'finished' && outcome.exitCode === 0 && last !== undefined)
          resolve(JSON.parse(last))
        else reject(new Error([...printed, wordsOf(outcome)].join('\n')))
      },
    })
  })
}

function compiled(text: string, settings: Readonly<Record<string, number>>, ticks: boolean): CompiledProgram {
  const files = [
    { path: 'main.ts', text },
    { path: 'tasks.ts', text: tasks },
    { path: 'loops.ts', text: loops },
    { path: 'settings.ts', text: `export const settings = ${JSON.stringify(settings)}\n` },
  ]
  const result = compile({ language: 'ts', files }, { ticks, library: LIBRARY_NAMES })
  if (result.ok) return result.program
  throw new Error(result.problems.map(({ message, place }) => `${place?.line}: ${message}`).join('\n'))
}

function wordsOf(outcome: Outcome): string {
  if (outcome.kind !== 'failed') return outcome.kind
  const { message, place } = outcome.problem
  return place === null ? message : `${place.file}:${place.line}: ${message}`
}
