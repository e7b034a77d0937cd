import { compilePython } from '../compile/python.ts'
import type { CompiledProgram } from '../program/compiled.ts'
import { defaultPlan, type Plan } from '../program/plan.ts'
import { EventKind, kindOf, wordsOf } from '../trace/events.ts'
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
  const program = value('language') === 'py' ? pythonProgram(value('code')) : typeScriptProgram(value('code'))
  const overrides: Partial<Plan> = JSON.parse(value('plan'))
  const plan = { ...defaultPlan(navigator.hardwareConcurrency), ...overrides }
  let words = 0
  run = engine.run(program, plan, {
    preparing: ({ step, done, total }) => {
      state.dataset.preparing += `${step} ${done}/${total};`
    },
    started: prepared => {
      state.dataset.prepared = String(Math.round(prepared))
      state.textContent = 'running'
    },
    events: (_, batch) => {
      words += batch.length
      output.append(outputOf(batch, value('language') === 'py' ? '' : '\n'))
    },
    ended: outcome => {
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

/** Text of the Output records in a batch; Python's have their own line ends. */
function outputOf(words: Int32Array, end: string): string {
  let text = ''
  for (let at = 0; at < words.length; at += Math.max(1, wordsOf(words[at] ?? 0))) {
    if (kindOf(words[at] ?? 0) !== EventKind.Output) continue
    const bytes = words.slice(at + 7, at + wordsOf(words[at] ?? 0))
    text += `${new TextDecoder().decode(new Uint8Array(bytes.buffer, 0, words[at + 6]))}${end}`
  }
  return text
}

state.textContent = engine.unavailable === null ? 'idle' : engine.unavailable.code
