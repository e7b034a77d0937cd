import { PythonBootError } from './pyodide.ts'

/** What Pyodide's WebAssembly imports by this name. Throws PythonBootError when it does not. */
export function functionOf(imports: Record<string, unknown>, name: string): (...args: unknown[]) => unknown {
  const found = imports[name]
  if (typeof found !== 'function') {
    throw new PythonBootError('python.pyodide', `Pyodide no longer imports ${name}.`)
  }
  return found as (...args: unknown[]) => unknown
}
