import type { Problem } from '../program/outcome.ts'

/** What can go wrong with the sandbox itself. The README lists codes, parameters and texts. */
const TEXTS = {
  'engine.noIsolation': 'This page is not cross-origin isolated, so the browser gives it no shared memory.',
  'engine.noSharedMemory': 'This browser has no SharedArrayBuffer.',
  'engine.frame': 'The sandbox does not answer; it has been made anew. Run the program again.',
  'engine.worker': 'A worker could not be started: {detail}',
  'engine.workerDied': 'The worker of a process died: {detail}',
  'engine.memory': 'There is not enough memory for a run: {detail}',
  'python.assets':
    'Python could not be loaded ({detail}). Check the connection and run the program again; once loaded, it is kept.',
  'python.package':
    'A package that the program imports could not be loaded ({detail}). Check the connection and run the program again.',
  'python.noJspi':
    'This browser cannot run Python here: its WebAssembly cannot wait for promises (JSPI). Chrome and Edge can from version 137, ' +
    'Firefox from 153. Programs in TypeScript run in this browser.',
} as const

type EngineCode = keyof typeof TEXTS

export function engineProblem(code: EngineCode, detail = ''): Problem {
  return {
    code,
    params: detail === '' ? {} : { detail },
    message: TEXTS[code].replace('{detail}', () => detail),
    place: null,
    process: null,
  }
}
