import type { Encoded } from '../../kernel/memory/values/index.ts'
import type { StartMethod } from '../../program/plan.ts'
import { construct } from './builtins.ts'
import type { ProcessContext } from './current.ts'

type Fn = (...args: unknown[]) => unknown

/** What a child is told of the process that starts it. */
export interface Heritage {
  readonly name: string
  readonly pid: number
  /** Its process object in the arena. */
  readonly process: number
  /** The program's start method there, and whether it was settled. */
  readonly startMethod: StartMethod
  readonly startMethodChosen: boolean
}

/** What a parent tells its child to do. */
export type Order =
  | {
      readonly kind: 'call'
      readonly heritage: Heritage
      readonly identity: string
      readonly target: Fn | null
      readonly args: readonly unknown[]
      readonly kwargs: Readonly<Record<string, unknown>> | null
      /** Of an instance of the program's own subclass of Process: its class and its fields. */
      readonly subclass: { readonly type: Function; readonly fields: object } | null
    }
  | {
      readonly kind: 'thread'
      readonly heritage: Heritage
      readonly identity: string
      readonly target: Fn | null
      readonly args: readonly unknown[]
      readonly kwargs: Readonly<Record<string, unknown>> | null
      /** As of a Process. */
      readonly subclass: { readonly type: Function; readonly fields: object } | null
      readonly exceptHook: ExceptHook | null
    }
  | {
      readonly kind: 'pool'
      readonly heritage: Heritage
      readonly identity: string
      /** Arena objects: the queues, and the pool. */
      readonly tasks: number
      readonly answers: number
      readonly pool: number
      /** Which of the pool's workers it is. */
      readonly worker: number
      /** Whether the workers are threads of one process. */
      readonly threads: boolean
      readonly submitter: number
      readonly initializer: Fn | null
      readonly initargs: readonly unknown[]
      /** Messages that it answers at most; null: any number. */
      readonly messagesEach: number | null
    }
  | {
      readonly kind: 'executor'
      readonly heritage: Heritage
      readonly identity: string
      /** The executor in the arena, and which of its workers this is. */
      readonly board: number
      readonly worker: number
      readonly threads: boolean
      /** Tasks after which the worker leaves. */
      readonly maxTasks: number | null
      readonly initializer: Fn | null
      readonly initargs: readonly unknown[]
    }

/** What is called when a thread ends by an error (see `threading/excepthook.ts`). */
export type ExceptHook = (args: never) => unknown

/** What an order is called in errors about what it cannot carry. */
const ROOTS = { call: 'Process', pool: 'Pool', executor: 'Executor', thread: 'Thread' } as const

/** Bytes for a child. A forked child and a thread get their starter's variables too, in one pass, so that what is shared stays shared. */
export function encodeOrder(
  context: ProcessContext,
  to: StartMethod | 'thread',
  given: Order,
  objects: readonly number[],
): Encoded {
  const { codec } = context.kernel
  const order = to === 'thread' ? withinProcess(context, given) : given
  const root = ROOTS[order.kind]
  // First alone, and strictly: what cannot be sent is refused here, at its start, and not at its first use in the child.
  let encoded = codec.encode(order, { root, to })
  if (to === 'fork' || to === 'thread') {
    const { names, values } = context.tables.variables()
    encoded = codec.encode([...values, [order]], { to, lenient: true, names: [...names, [root]] })
  }
  return {
    bytes: encoded.bytes,
    objects: [...new Set([...encoded.objects, ...objects, order.heritage.process])],
  }
}

/** An order to a thread: its parent is its process's, its start method that of its process. */
function withinProcess(context: ProcessContext, order: Order): Order {
  const { startMethod, startMethodChosen } = context
  const heritage = context.heritage ?? order.heritage
  return { ...order, heritage: { ...heritage, startMethod, startMethodChosen } }
}

/** Reads the order in the child; sets the variables of a forked one. The program's files must be defined by now. */
export function decodeOrder(context: ProcessContext, payload: Uint8Array, forked: boolean): Order {
  const decoded = context.kernel.codec.decode(payload)
  if (!forked) return decoded as Order
  const values = decoded as unknown[][]
  context.tables.setVariables(values.slice(0, -1))
  return values.at(-1)?.[0] as Order
}

/** An instance of a subclass without a call of its own constructor: what a copy is. */
export function reconstruct<T extends object>(
  base: new (...args: never[]) => T,
  args: unknown[],
  order: Order | null,
): T {
  const subclass = order?.kind === 'call' || order?.kind === 'thread' ? order.subclass : null
  const made = construct(base, args, subclass?.type ?? base) as T
  return subclass === null ? made : Object.assign(made, subclass.fields)
}
