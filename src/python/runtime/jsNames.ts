import type { Bridge } from '../bridge.ts'
import type { BarePromises } from './barePromises.ts'
import { WAITING } from './bridgeNames.ts'
import type { JsName, PyodideModule, SnapshotConfig } from './pyodide.ts'

/**
 * JavaScript objects that Python has a hold of, by name, so that a snapshot made in one worker can be restored in any: the functions
 * of the bridge, what lies in the global scope, and Pyodide's own. Until a bridge is given, its functions are stand-ins, and
 * the places in Pyodide's table where they stand are known.
 */
export class JsNames {
  /** The JavaScript side of module `_weft`. */
  readonly bridge: Record<string, unknown> = {}
  #module: PyodideModule | null = null
  readonly #known = new Map<unknown, JsName>()

  readonly #promises: BarePromises

  constructor(names: readonly (keyof Bridge)[], promises: BarePromises) {
    this.#promises = promises
    for (const name of names) {
      this.bridge[name] = () => {
        throw new Error(`_weft.${name} is called before this worker is a process`)
      }
    }
  }

  /** What a name of a snapshot means in this worker. */
  readonly find = (name: JsName): unknown => {
    if (name === null) return { gone: true }
    if ('bridge' in name) return name.bridge === '' ? this.bridge : this.bridge[name.bridge]
    if ('path' in name) return valueAt(name.path)
    return this.#own()[name.own] ?? { gone: true }
  }

  /** Once Pyodide is loaded. */
  learn(module: PyodideModule): void {
    this.#module = module
    for (const [key, value] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
      if (isObject(value.value)) this.#known.set(value.value, { path: [key] })
    }
    for (const [own, value] of Object.entries(this.#own())) this.#known.set(value, { own })
  }

  /** Puts the functions of `bridge` in the place of the stand-ins, also where Python has bound them already. */
  connect(bridge: Readonly<Record<keyof Bridge, unknown>>): void {
    const module = this.#live()
    const changed = new Map<unknown, unknown>()
    for (const [name, run] of Object.entries(bridge)) {
      const value = WAITING.has(name)
        ? this.#promises.returnedBy(run as (...args: unknown[]) => unknown)
        : run
      changed.set(this.bridge[name], value)
      this.bridge[name] = value
    }
    for (const { index, value } of entries(module)) {
      if (changed.has(value)) module.__hiwire_set(index, changed.get(value))
    }
  }

  /** Names of all that Python has a hold of. */
  table(): SnapshotConfig {
    const module = this.#live()
    const known = new Map(this.#known).set(this.bridge, { bridge: '' })
    for (const [name, value] of Object.entries(this.bridge)) known.set(value, { bridge: name })
    const hiwireKeys = [...entries(module)].map(({ value }) =>
      value === null ? null : { serialized: known.get(value) ?? null },
    )
    return { hiwireKeys, immortalKeys: immortals(module) }
  }

  /** Makes the table of a copied memory this worker's own. */
  adopt({ hiwireKeys, immortalKeys }: SnapshotConfig): void {
    const module = this.#live()
    const first = module.API.getExpectedKeys().length
    for (const [i, key] of hiwireKeys.entries()) {
      if (module.__hiwire_set(first + i, key === null ? null : this.find(key.serialized)) < 0) {
        throw new RangeError('There is no memory for the references to JavaScript objects.')
      }
    }
    const present = immortals(module).length
    for (const key of immortalKeys.slice(present)) module.__hiwire_immortal_add(key)
  }

  #own(): Readonly<Record<string, unknown>> {
    const api = this.#live().API as unknown as Record<string, unknown>
    return Object.fromEntries(Object.entries(api).filter(([, value]) => isObject(value)))
  }

  #live(): PyodideModule {
    if (this.#module === null) throw new Error('Internal error: Pyodide is not loaded yet')
    return this.#module
  }
}

/** Pyodide's table of JavaScript objects, from where its own end. */
function* entries(module: PyodideModule): Generator<{ readonly index: number; readonly value: unknown }> {
  for (let index = module.API.getExpectedKeys().length; ; index++) {
    let value: unknown
    try {
      value = module.__hiwire_get(index)
    } catch {
      return
    }
    yield { index, value: value ?? null }
  }
}

/** Strings that are never let go of; they follow Pyodide's own constants. */
function immortals(module: PyodideModule): string[] {
  const found: string[] = []
  for (let index = CONSTANTS; ; index++) {
    let value: unknown
    try {
      value = module.__hiwire_immortal_get(index)
    } catch {
      return found
    }
    if (typeof value !== 'string') throw new Error(`Internal error: Pyodide keeps a ${typeof value} for good`)
    found.push(value)
  }
}

function isObject(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function valueAt(path: readonly string[]): unknown {
  return path.reduce<unknown>((scope, key) => (scope as Record<string, unknown>)[key], globalThis)
}

/** How many of them there are: null, undefined, true, false, error, "no value" and one more. */
const CONSTANTS = 7
