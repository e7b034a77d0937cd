import { OwnWeakMap } from './builtins.ts'
import type { EncodingError, Params } from './errors.ts'

/** Why a value could not be copied at a fork. */
interface PoisonCause {
  readonly reason: string
  readonly params: Params
}

const causes = new OwnWeakMap<object, PoisonCause>()
let made = false

/**
 * A stand-in for a value that could not be copied: it may be passed around and compared, but whatever looks into it,
 * calls it or changes it throws what `error` makes: each time anew, so that its stack leads to the use.
 */
export function makePoison(cause: PoisonCause, callable: boolean, error: () => EncodingError): object {
  const refuse = (): never => {
    throw error()
  }
  const target = callable ? function poison() {} : {}
  const poison = new Proxy(target, {
    apply: refuse,
    construct: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
    get: refuse,
    getOwnPropertyDescriptor: refuse,
    getPrototypeOf: refuse,
    has: refuse,
    isExtensible: refuse,
    ownKeys: refuse,
    preventExtensions: refuse,
    set: refuse,
    setPrototypeOf: refuse,
  })
  causes.set(poison, cause)
  made = true
  return poison
}

/** The cause of a poison; undefined for any other value. Touches nothing of the value. */
export function poisonCause(value: object): PoisonCause | undefined {
  return made ? causes.get(value) : undefined
}
