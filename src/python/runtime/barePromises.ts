import { functionOf } from './imports.ts'

/**
 * Pyodide makes a future of asyncio out of each promise that a JavaScript function returns to Python, which needs an event loop
 * and takes a turn of the browser's to wait for. What the bridge returns stays a promise, for `run_sync` to wait for directly.
 */
export class BarePromises {
  readonly #bare = new WeakSet<object>()

  /** As `run`, for Python to call. */
  returnedBy(run: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
    return (...args) => {
      const result = run(...args)
      if (result instanceof Promise) this.#bare.add(result)
      return result
    }
  }

  replaceImports(imports: Record<string, unknown>): void {
    const isPromise = functionOf(imports, 'JsvPromise_Check')
    // The first time is when a function has returned it; whoever asks later is to be told the truth.
    imports.JsvPromise_Check = (value: unknown) =>
      value instanceof Promise && this.#bare.delete(value) ? 0 : isPromise(value)
  }
}
