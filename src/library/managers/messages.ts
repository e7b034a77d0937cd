import type { TaskFailure } from '../multiprocessing/poolMessages.ts'
import type { ReplyBox } from './replyBox.ts'

/** Where a manager's server is: objects of the arena, and the name of its process. */
export interface Place {
  /** What the trace knows the manager by. */
  readonly manager: number
  /** Queue of its requests. */
  readonly requests: number
  readonly process: number
  readonly name: string
}

/** Which proxy class stands for a referent. */
export type ProxyKind =
  | 'auto'
  | 'list'
  | 'dict'
  | 'namespace'
  | 'value'
  | 'array'
  | 'acquirer'
  | 'condition'
  | 'event'
  | 'barrier'
  | 'queue'
  | 'joinableQueue'

/** What a proxy knows of its referent. */
export interface Token {
  readonly place: Place
  readonly ident: number
  readonly typeid: string
  readonly kind: ProxyKind
  /** Methods of an `auto` proxy. */
  readonly exposed: readonly string[]
  /** Object of the arena that stands for the referent in the trace, 0: the manager. */
  readonly shown: number
  /** Of a Condition: what stands for its lock, else 0. */
  readonly lock: number
}

/** What a server makes besides its own types, for classes and functions that a program registers. */
export interface Registration {
  readonly typeid: string
  readonly callable: Function
  readonly exposed: readonly string[] | null
  readonly methodToTypeid: Readonly<Record<string, string>>
  readonly attributes: boolean
}

/** A call: answers go into the box. `ident` 0 is the server itself. */
export type Request = readonly [
  box: ReplyBox,
  caller: number,
  ident: number,
  method: string,
  args: readonly unknown[],
]

export type Answer = readonly ['done', value: unknown] | readonly ['raised', failure: TaskFailure]

/** Ident of the server itself. */
export const SERVER = 0
