import { EMPTY, KernelQueue } from '../../kernel/exchange/queue.ts'
import { Lane, laneBase } from '../../kernel/memory/layout.ts'
import { becomeServer } from '../../kernel/process/managerObject.ts'
import { Operation } from '../../trace/events.ts'
import { twinOf } from '../awaitable.ts'
import { AttributeError, MaybeEncodingError } from '../errors.ts'
import { applyFunction, isInstance, isThenable } from '../runtime/builtins.ts'
import { current, ExitRequest, type ProcessContext } from '../runtime/current.ts'
import { wordsOf } from '../runtime/traceback.ts'
import { failureOf } from './failure.ts'
import type { Answer, Place, ProxyKind, Registration, Request, Token } from './messages.ts'
import { SERVER } from './messages.ts'
import { proxyFor } from './proxyKinds.ts'
import { ConditionReferent } from './referents/signals.ts'
import { Attributes } from './referents/small.ts'
import type { ReplyBox } from './replyBox.ts'
import { OWN_TYPES } from './types.ts'

interface Managed {
  readonly referent: object
  /** Whether its methods are told the lane that calls. */
  readonly caller: boolean
  readonly exposed: ReadonlySet<string> | null
  readonly methodToTypeid: Readonly<Record<string, string>>
}

type Method = (...args: unknown[]) => unknown

/** What the process of a manager does: serves requests until it is told to end. */
export async function serveManager(
  unplaced: Omit<Place, 'process'>,
  registrations: readonly Registration[],
  initializer: Method | null,
  initargs: readonly unknown[],
): Promise<void> {
  const ready = initializer?.(...initargs)
  if (isThenable(ready)) await ready
  const context = current()
  const { kernel } = context
  const process = kernel.memory.words[laneBase(kernel.slot) + Lane.Process] ?? 0
  await new Server(context, { ...unplaced, process }, registrations).serve()
}

/**
 * The server of a manager. One request after the other; a method that has to wait (for a lock that somebody holds) answers
 * later, and the others are served meanwhile.
 */
class Server {
  readonly #context: ProcessContext
  readonly #place: Place
  readonly #requests: KernelQueue
  readonly #registrations = new Map<string, Registration>()
  readonly #objects = new Map<number, Managed>()
  #lastIdent = SERVER
  /** Calls whose answer is put off. */
  #open = 0
  /** Once a method of the program was async, it may have left timers and promises behind. */
  #async = false
  #over = false

  constructor(context: ProcessContext, place: Place, registrations: readonly Registration[]) {
    this.#context = context
    this.#place = place
    becomeServer(context.kernel, place.manager)
    this.#requests = KernelQueue.attach(context.kernel, place.requests)
    for (const registration of registrations) this.#registrations.set(registration.typeid, registration)
    const own: Managed = { referent: this, caller: false, exposed: COMMANDS, methodToTypeid: {} }
    this.#objects.set(SERVER, own)
  }

  async serve(): Promise<void> {
    const { waiter } = this.#context.kernel
    const reason = { operation: Operation.ManagerIdle, object: this.#place.manager, site: 0 }
    while (!this.#over) {
      const waits = [this.#requests.readable()]
      // Nothing is left to be done meanwhile: the worker may block, which is quicker.
      const still = this.#open === 0 && !this.#async
      if (still) waiter.waitAny(waits, Number.POSITIVE_INFINITY, reason)
      else await waiter.waitAnyAsync(waits, Number.POSITIVE_INFINITY, reason)
      for (;;) {
        const request = this.#requests.get(0)
        if (request === EMPTY) break
        this.#perform(request as Request)
      }
    }
  }

  /** Commands of managers to the server itself. */
  create(typeid: string, args: readonly unknown[]): Token {
    return OWN_TYPES[typeid] !== undefined && !this.#registrations.has(typeid)
      ? this.#createOwn(typeid, args)
      : this.#createRegistered(typeid, args)
  }

  shutdown(): void {
    this.#over = true
  }

  /** How many objects there are. */
  numberOfObjects(): number {
    return this.#objects.size - 1
  }

  #perform([box, caller, ident, method, args]: Request): void {
    try {
      const managed = this.#managed(ident)
      const result = this.#call(managed, caller, method, args)
      if (!isThenable(result)) {
        this.#answer(box, managed, method, result)
        return
      }
      this.#open++
      if (!managed.caller) this.#async = true
      const settled = (): void => {
        this.#open--
      }
      Promise.resolve(result)
        .then(
          value => this.#answer(box, managed, method, value),
          error => this.#fail(box, error),
        )
        .then(settled, settled)
    } catch (error) {
      this.#fail(box, error)
    }
  }

  #call(
    { referent, caller: told, exposed }: Managed,
    caller: number,
    name: string,
    args: readonly unknown[],
  ): unknown {
    const method = (referent as Record<string, unknown>)[name]
    if (typeof method !== 'function' || (exposed !== null && !exposed.has(name))) {
      throw new AttributeError(
        'manager.method',
        { name },
        `The object in the manager offers no method "${name}".`,
      )
    }
    return applyFunction(twinOf(method) ?? method, referent, told ? [caller, ...args] : [...args])
  }

  #managed(ident: number): Managed {
    const managed = this.#objects.get(ident)
    if (managed !== undefined) return managed
    throw new AttributeError('manager.noObject', {}, 'The manager does not have this object.')
  }

  #createOwn(typeid: string, args: readonly unknown[]): Token {
    const { kernel } = this.#context
    const type = OWN_TYPES[typeid]
    if (type === undefined) throw new Error(`Internal error: there is no type ${typeid}`)
    const shown = type.show?.(kernel, args) ?? 0
    const referent = type.make(args, { shown, kernel, referent: ident => this.#objects.get(ident)?.referent })
    const caller =
      (referent.constructor as unknown as { readonly wantsCaller?: boolean }).wantsCaller === true
    return this.#add(typeid, type.kind, { referent, caller, exposed: null, methodToTypeid: {} }, [], shown)
  }

  #createRegistered(typeid: string, args: readonly unknown[]): Token {
    const registration = this.#registrations.get(typeid)
    if (registration === undefined) {
      throw new AttributeError(
        'manager.typeid',
        { typeid },
        `The manager has no type "${typeid}": register() it before start().`,
      )
    }
    const { callable } = registration
    const made: unknown = isClass(callable)
      ? Reflect.construct(callable, args)
      : applyFunction(callable, undefined, args)
    return this.#adopt(made, registration)
  }

  #adopt(made: unknown, { typeid, exposed, methodToTypeid, attributes }: Registration): Token {
    if (typeof made !== 'object' || made === null) {
      throw new AttributeError('manager.notObject', { typeid }, `What was made for "${typeid}" is no object.`)
    }
    if (attributes) {
      const referent = new Attributes(made)
      return this.#add(
        typeid,
        'namespace',
        { referent, caller: false, exposed: null, methodToTypeid: {} },
        [],
        0,
      )
    }
    const names = exposed ?? publicMethods(made)
    const managed = { referent: made, caller: false, exposed: new Set(names), methodToTypeid }
    return this.#add(typeid, 'auto', managed, names, 0)
  }

  #add(typeid: string, kind: ProxyKind, managed: Managed, exposed: readonly string[], shown: number): Token {
    const ident = ++this.#lastIdent
    this.#objects.set(ident, managed)
    const lock = managed.referent instanceof ConditionReferent ? managed.referent.lockShown : 0
    return { place: this.#place, ident, typeid, kind, exposed, shown, lock }
  }

  #answer(box: ReplyBox, { methodToTypeid }: Managed, method: string, value: unknown): void {
    try {
      const typeid = methodToTypeid[method]
      this.#put(box, ['done', typeid === undefined ? value : proxyFor(this.#proxied(typeid, value))])
    } catch (error) {
      const { message } = wordsOf(error)
      const unsent = new MaybeEncodingError(
        'manager.resultNotSendable',
        { method, reason: message },
        `What ${method}() returned cannot be sent back from the manager: ${message}`,
      )
      this.#fail(box, unsent)
    }
  }

  /** What a method returned becomes an object of the manager. */
  #proxied(typeid: string, value: unknown): Token {
    const registration = this.#registrations.get(typeid)
    if (registration !== undefined) return this.#adopt(value, registration)
    return this.create(typeid, [value])
  }

  #fail(box: ReplyBox, error: unknown): void {
    if (isInstance(error, ExitRequest)) throw error
    this.#put(box, ['raised', failureOf(this.#context, error)])
  }

  #put(box: ReplyBox, answer: Answer): void {
    box.queue.put(answer, null)
    // The box of a process that ends would else stay for as long as the server lives.
    this.#context.kernel.objects.unhold(box.queue.id)
  }
}

const COMMANDS: ReadonlySet<string> = new Set(['create', 'shutdown', 'numberOfObjects'])

const functionText = Function.prototype.toString
const isClass = (f: Function): boolean => /^class\b/.test(applyFunction(functionText, f, []))

/** Names of all methods that do not begin with `_`, inherited ones too. */
function publicMethods(object: object): string[] {
  const names = new Set<string>()
  for (
    let at: object | null = object;
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (name === 'constructor' || name.startsWith('_')) continue
      if (typeof Object.getOwnPropertyDescriptor(at, name)?.value === 'function') names.add(name)
    }
  }
  return [...names]
}
