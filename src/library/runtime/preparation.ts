import type { Codec } from '../../kernel/memory/values/index.ts'
import type { ProgramFactory } from '../../program/runtime.ts'
import { isThenable } from './builtins.ts'
import { Runtime } from './runtime.ts'
import type { ProgramTables } from './tables.ts'
import type { StackReader } from './traceback.ts'

/** What runs while classes are declared: their static fields and blocks, and calls for what they extend. */
const RUNS = /\bstatic\b|\bextends\s+[^\s{]*\(/

/**
 * Evaluates a program's declarations ahead, as every forked child needs them: once it is claimed, somebody waits for it. The
 * runtime that knows them; null when code of the program would run before its time.
 */
export function prepare(factory: ProgramFactory, tables: ProgramTables, stacks: StackReader): Runtime | null {
  if (RUNS.test(Function.prototype.toString.call(factory))) return null
  const runtime = new Runtime('__main__', true, tables, stacks)
  try {
    return isThenable(factory(runtime).evaluate()) ? null : runtime
  } catch {
    // It is told when the program is evaluated for good.
    return null
  }
}

/** Does what a forked child does with its order: code is slow the first time it runs. */
export function rehearse(codec: Codec, tables: ProgramTables): void {
  for (let i = 0; i < ROUNDS; i++) {
    const { names, values } = tables.variables()
    const { bytes } = codec.encode([...values, [ORDER]], {
      lenient: true,
      to: 'fork',
      names: [...names, ['']],
    })
    const decoded = codec.decode(bytes.slice()) as unknown[][]
    // A child's own variables come later, and replace these.
    tables.setVariables(decoded.slice(0, -1))
  }
}

const ROUNDS = 3
const ORDER = {
  kind: 'call',
  heritage: { name: 'Main', pid: 0.5, process: 1, startMethod: 'fork', startMethodChosen: true },
  identity: '1',
  target: Math.sqrt,
  args: [1, [null]],
  kwargs: null,
  subclass: null,
}
