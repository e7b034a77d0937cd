import { compilePython } from '../compile/python.ts'
import type { CompiledProgram } from '../program/compiled.ts'
import { defaultPlan, type Plan } from '../program/plan.ts'
import { TraceDecoder } from '../trace/decode.ts'
import type { RunHandle } from './contract.ts'
import { createEngine } from './engine.ts'

/** The page that the browser tests of the sandbox drive: the engine alone, with text boxes for program and plan. */
const element = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the test page has no #${id}`)
  return found
}
const value = (id: string): string => (element(id) as HTMLTextAreaElement).value

const engine = createEngine()
const state = element('state')
const output = element('output')
let run: RunHandle | null = null

element('run').onclick = () => {
  output.textContent = ''
  element('outcome').textContent = ''
  state.textContent = 'starting'
  state.dataset.preparing = ''
  const python = value('language') === 'py'
  const program = python ? pythonProgram(value('code')) : typeScriptProgram(value('code'))
  const overrides: Partial<Plan> = JSON.parse(value('plan'))
  const plan = { ...defaultPlan(navigator.hardwareConcurrency), ...overrides }
  let words = 0
  const decoder = new TraceDecoder({ cores: plan.cores })
  let shown = 0
  /** What was written since, in the order in which the console of the app would have it. */
  const show = (): void => {
    const lines = decoder.model.output
    const fresh = lines.slice(shown).map(({ text, open }) => (open && python ? text : `${text}\n`))
    shown = lines.length
    output.append(...fresh)
  }
  run = engine.run(program, plan, {
    preparing: ({ step, done, total }) => {
      state.dataset.preparing += `${step} ${done}/${total};`
    },
    started: prepared => {
      state.dataset.prepared = String(Math.round(prepared))
      state.textContent = 'running'
    },
    events: (slot, batch) => {
      words += batch.length
      decoder.add(slot, batch)
      // Later: parts of several lanes come together, one after the other, and their lines are to be put in order.
      setTimeout(show)
    },
    ended: outcome => {
      show()
      element('outcome').textContent = JSON.stringify(outcome)
      state.dataset.words = String(words)
      state.textContent = outcome.kind
    },
  })
}
element('stop').onclick = () => run?.stop()
element('interrupt').onclick = () => run?.interrupt()
element('send').onclick = () => run?.input(value('line'))
element('end').onclick = () => run?.input(null)

/** Of code that is compiled already. */
function typeScriptProgram(code: string): CompiledProgram {
  const place = { file: 'main.ts', line: 1, column: 1 }
  return {
    files: ['main.ts'],
    code,
    functions: [],
    closures: [],
    sites: [place, place],
    lines: code.split('\n').map((_, index) => ({ file: 0, line: index + 1 })),
  }
}

function pythonProgram(text: string): CompiledProgram {
  return compilePython({ language: 'py', files: [{ path: 'main.py', text }] })
}

state.textContent = engine.unavailable === null ? 'idle' : engine.unavailable.code
