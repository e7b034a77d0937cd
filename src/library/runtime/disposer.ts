import type { Disposer } from '../../program/runtime.ts'
import { isInstance } from './builtins.ts'
import { ExitRequest } from './current.ts'

// Older engines have `using` only through Weft, and so lack the symbols too.
const dispose: symbol = Symbol.dispose ?? Symbol.for('Symbol.dispose')
const asyncDispose: symbol = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')

/** Makes `Symbol.dispose` and `Symbol.asyncDispose` known where an engine lacks them. */
function installDisposeSymbols(): void {
  if (Symbol.dispose === undefined) Object.defineProperty(Symbol, 'dispose', { value: dispose })
  if (Symbol.asyncDispose === undefined)
    Object.defineProperty(Symbol, 'asyncDispose', { value: asyncDispose })
}
installDisposeSymbols()

type Release = () => unknown

/** `using` and `await using` of one block (ECMAScript, "DisposeResources"). */
export class BlockDisposer implements Disposer {
  readonly #releases: Release[] = []
  #failure: { readonly error: unknown } | null = null

  use<T>(resource: T): T {
    if (resource === null || resource === undefined) return resource
    this.#releases.push(method(resource, [dispose], 'Symbol.dispose'))
    return resource
  }

  useAsync<T>(resource: T): T {
    if (resource === null || resource === undefined) return resource
    this.#releases.push(method(resource, [asyncDispose, dispose], 'Symbol.asyncDispose'))
    return resource
  }

  fail(error: unknown): void {
    this.#failure = { error }
  }

  dispose(): void {
    for (let release = this.#releases.pop(); release; release = this.#releases.pop()) {
      try {
        release()
      } catch (error) {
        this.#add(error)
      }
    }
    if (this.#failure) throw this.#failure.error
  }

  async disposeAsync(): Promise<void> {
    for (let release = this.#releases.pop(); release; release = this.#releases.pop()) {
      try {
        await release()
      } catch (error) {
        this.#add(error)
      }
    }
    if (this.#failure) throw this.#failure.error
  }

  #add(error: unknown): void {
    const earlier = this.#failure?.error
    // A process on its way out stays on its way out.
    if (isInstance(earlier, ExitRequest)) return
    const alone = this.#failure === null || isInstance(error, ExitRequest)
    this.#failure = { error: alone ? error : suppressed(error, earlier) }
  }
}

function method(resource: unknown, symbols: readonly symbol[], name: string): Release {
  for (const symbol of symbols) {
    const found = (resource as Record<symbol, unknown>)[symbol]
    if (typeof found === 'function') return () => Reflect.apply(found, resource, [])
  }
  throw new TypeError(`The value of "using" has no method [${name}]`)
}

function suppressed(error: unknown, earlier: unknown): Error {
  const made = new Error('An error was suppressed during disposal', { cause: error })
  made.name = 'SuppressedError'
  return Object.assign(made, { error, suppressed: earlier })
}
