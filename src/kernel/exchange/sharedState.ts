import { ObjectType } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { STATE_BODY_WORDS, StateBody, storeText } from '../memory/sharedNodes.ts'
import {
  registerState,
  type SharedState,
  type StateCopy,
  StateKind,
  type StateMaker,
  type StateSnapshot,
  type Transfer,
} from '../memory/values/index.ts'
import { notSupported, rootNotShareable } from './sharedErrors.ts'
import { SharedNode } from './sharedNode.ts'
import { Plan } from './sharedPlan.ts'
import { arrayHandler, recordHandler } from './sharedProxy.ts'

/** Name of the codec's reviver for shared state: `SharedStates.attach`. */
export const STATE_REVIVER = 'threading.shared'

interface Cached {
  readonly proxy: WeakRef<object>
  readonly id: number
}

/**
 * State that the threads of one process share, as one lane sees it. A piece (an object, an array) is an object of the arena;
 * it lives as long as a field holds it or a lane has a proxy for it. Pieces that hold one another in a circle live as long as
 * the run.
 */
export class SharedStates implements StateMaker {
  readonly kernel: Kernel
  readonly #ids = new WeakMap<object, number>()
  /** One proxy for each piece, as long as the program has it. */
  readonly #proxies = new Map<number, Cached>()
  readonly #gone = new FinalizationRegistry<Cached>(cached => this.#forget(cached))

  constructor(kernel: Kernel) {
    this.kernel = kernel
  }

  /** Copies an object (deeply) into shared state. Throws KernelError `shared.…`, EncodingError, `memory.full`. */
  share(value: object): object {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
      throw rootNotShareable(value === null ? 'null' : `a ${typeof value}`)
    }
    if (this.#ids.has(value)) return value
    const plan = new Plan(this, value, 'value')
    const piece = plan.pieces[0]
    if (piece === undefined) throw rootNotShareable(value.constructor?.name ?? 'that')
    const { sections, objects } = this.kernel
    this.kernel.gate.point()
    sections.guard()
    try {
      const { address } = plan.build()
      objects.hold(address)
      objects.release(address)
    } finally {
      sections.unguard()
    }
    for (const { state } of plan.pieces) objects.announce(state)
    return this.proxyOf(piece.state)
  }

  /** The proxy of a piece that somebody else made. */
  attach(id: number): object {
    this.kernel.objects.hold(id)
    return this.proxyOf(id)
  }

  /** An empty piece that a decoder fills. */
  create(kind: StateKind, className: string): StateCopy {
    const { memory, heap, objects } = this.kernel
    const id = objects.create(ObjectType.SharedState, STATE_BODY_WORDS)
    memory.words[id + StateBody.Kind] = kind
    if (className !== '') memory.words[id + StateBody.ClassName] = storeText(memory, heap, className)
    const node = new SharedNode(this, id)
    return { proxy: this.proxyOf(id), put: (key, value) => node.set(key, value, true) }
  }

  addressOf(value: object): number {
    return this.#ids.get(value) ?? 0
  }

  proxyOf(id: number): object {
    const known = this.#proxies.get(id)?.proxy.deref()
    if (known !== undefined) return known
    const node = new SharedNode(this, id)
    const proxy = this.#makeProxy(node)
    const cached: Cached = { proxy: new WeakRef(proxy), id }
    this.#ids.set(proxy, id)
    this.#proxies.set(id, cached)
    this.#gone.register(proxy, cached)
    registerState(proxy, new NodeState(node))
    return proxy
  }

  #makeProxy(node: SharedNode): object {
    switch (node.kind) {
      case StateKind.Array:
        return new Proxy([], arrayHandler(node))
      case StateKind.Instance: {
        const prototype = this.kernel.codec.prototypeOf(node.className)
        if (prototype === undefined) throw notSupported(`class "${node.className}" here`)
        return new Proxy(Object.create(prototype) as object, recordHandler(node))
      }
      default:
        return new Proxy(node.kind === StateKind.Bare ? Object.create(null) : {}, recordHandler(node))
    }
  }

  /** A proxy was collected: this lane cannot name the piece any more, unless it has made another proxy since. */
  #forget(cached: Cached): void {
    // A lane that has ended gave all back, and its worker may be another's by now.
    if (this.kernel.over || this.#proxies.get(cached.id) !== cached) return
    this.#proxies.delete(cached.id)
    this.kernel.objects.unhold(cached.id)
  }
}

/** A piece as the codec sees it. */
class NodeState implements SharedState {
  readonly #node: SharedNode

  constructor(node: SharedNode) {
    this.#node = node
  }

  transfer(): Transfer {
    const { id } = this.#node
    return { type: STATE_REVIVER, data: id, objects: [id] }
  }

  snapshot(): StateSnapshot {
    const { kind, className } = this.#node
    return { kind, className, ...this.#node.values() }
  }
}
