import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head, Obj } from '../memory/layout.ts'
import { reserveStack } from './section.ts'
import type { Wait } from './waiter.ts'

/**
 * Words of the body. Of a semaphore the state is its value, of a lock the lane that holds it + 1 as in `mutex.ts`, so that
 * the wait-for graph reads both alike; with `WAITED_FOR` when a release must wake somebody.
 */
const enum Body {
  State = 12,
  /** The value that no release may exceed. Written at its making. */
  Bound = 13,
  /** `Kind`. Written at its making. */
  Kind = 14,
}
const BODY_WORDS = 3

const enum Kind {
  Counting = 0,
  Lock = 1,
  RLock = 2,
}

const enum Given {
  No = 0,
  Yes = 1,
  Waited = 2,
}

const WAITED_FOR = 1 << 30
const VALUE = WAITED_FOR - 1

const ACQUIRED: readonly Operation[] = [
  Operation.SemaphoreAcquire,
  Operation.LockAcquire,
  Operation.RLockAcquire,
]
const RELEASED: readonly Operation[] = [
  Operation.SemaphoreRelease,
  Operation.LockRelease,
  Operation.RLockRelease,
]

/**
 * The one primitive of Python's `_multiprocessing`: a semaphore between processes, which a reader may know as a lock. Functions
 * on the object's number instead of a class: there is nothing to remember of it here, and whichever lane of a process
 * calls brings its own kernel. Of a lock the kernel remembers who took it last; anybody may release it, as in Python.
 */
export function createSemaphore(kernel: Kernel, type: ObjectType, value: number, bound: number): number {
  const { words } = kernel.memory
  const id = kernel.objects.create(type, BODY_WORDS, bound < VALUE ? bound : -1)
  const kind = kindOf(type, bound)
  words[id + Body.Bound] = Math.min(bound, VALUE)
  words[id + Body.Kind] = kind
  const taken = value === 0 ? kernel.lane + 1 : 0
  Atomics.store(words, id + Body.State, kind === Kind.Counting ? Math.min(value, VALUE) : taken)
  return id
}

function kindOf(type: ObjectType, bound: number): Kind {
  if (bound !== 1) return Kind.Counting
  if (type === ObjectType.Lock) return Kind.Lock
  return type === ObjectType.RLock ? Kind.RLock : Kind.Counting
}

/** Takes it if that is possible at once. */
export function trySemaphore(kernel: Kernel, id: number, site: number): boolean {
  kernel.gate.point()
  if (!take(kernel, id, 0)) return false
  if (kernel.memory.words[Head.Operations] !== 0) {
    kernel.trace.operation(ACQUIRED[kindAt(kernel, id)] as Operation, id, count(kernel, id), site)
  }
  return true
}

/** The wait of whoever finds none. `deadline` in ms on the kernel's clock. */
export function semaphoreWait(
  kernel: Kernel,
  id: number,
  deadline: number,
  operation: Operation,
  site: number,
): Wait {
  const { words } = kernel.memory
  const queue = id + Obj.WaitHead
  return {
    operation: operation === Operation.None ? (ACQUIRED[kindAt(kernel, id)] as Operation) : operation,
    object: id,
    queue,
    site,
    deadline,
    attempt: () => {
      // Others still wait: the release after this one must look after them.
      if (!take(kernel, id, words[queue] === 0 ? 0 : WAITED_FOR)) return false
      count(kernel, id)
      return true
    },
    waiting: () => {
      // Between the failed attempt and this mark a release may have gone its fast way: then nobody would wake us.
      for (;;) {
        const state = Atomics.load(words, id + Body.State)
        if (isFree(kernel, id, state)) {
          kernel.waiter.wakeOne(queue)
          return
        }
        if (Atomics.compareExchange(words, id + Body.State, state, state | WAITED_FOR) === state) return
      }
    },
  }
}

/** Lets one more pass. False when that would exceed its bound: then nothing has happened. */
export function releaseSemaphore(kernel: Kernel, id: number, site: number): boolean {
  const { words } = kernel.memory
  kernel.gate.point()
  const kind = kindAt(kernel, id)
  const state = Atomics.load(words, id + Body.State)
  if (!mayRelease(words, id, kind, state)) return false
  // A lock's release is recorded before: afterwards it is another's.
  const early = kind !== Kind.Counting
  if (early) recordRelease(kernel, id, kind, site)
  const released = (state & WAITED_FOR) === 0 ? give(words, id, kind, state) : Given.Waited
  if (released === Given.No) return false
  if (released === Given.Waited && !giveAndWake(kernel, id, kind)) return false
  if (!early) recordRelease(kernel, id, kind, site)
  return true
}

function recordRelease(kernel: Kernel, id: number, kind: Kind, site: number): void {
  if (kernel.memory.words[Head.Operations] === 0) return
  kernel.trace.operation(RELEASED[kind] as Operation, id, count(kernel, id), site)
}

function giveAndWake(kernel: Kernel, id: number, kind: Kind): boolean {
  const { words } = kernel.memory
  const queue = id + Obj.WaitHead
  reserveStack()
  kernel.sections.guard()
  kernel.sections.enter(id + Obj.Section)
  // Whoever gives or takes by one step meanwhile leaves the mark, and whoever sets it comes in here.
  let released = Given.Waited
  while (released === Given.Waited) {
    const state = Atomics.load(words, id + Body.State)
    if (!mayRelease(words, id, kind, state)) released = Given.No
    else {
      const next = kind === Kind.Counting ? state + 1 : 0
      if (Atomics.compareExchange(words, id + Body.State, state, next) === state) released = Given.Yes
    }
  }
  if (released === Given.Yes) kernel.waiter.wakeOne(queue)
  if (words[queue] === 0) Atomics.and(words, id + Body.State, VALUE)
  kernel.sections.leave(id + Obj.Section)
  kernel.sections.unguard()
  return released === Given.Yes
}

/** How many could pass now. */
export function semaphoreValue(kernel: Kernel, id: number): number {
  kernel.gate.point()
  const state = Atomics.load(kernel.memory.words, id + Body.State) & VALUE
  if (kindAt(kernel, id) === Kind.Counting) return state
  return state === 0 ? 1 : 0
}

function kindAt(kernel: Kernel, id: number): Kind {
  return word(kernel.memory.words, id + Body.Kind)
}

function isFree(kernel: Kernel, id: number, state: number): boolean {
  return kindAt(kernel, id) === Kind.Counting ? (state & VALUE) !== 0 : state === 0
}

function mayRelease(words: Int32Array, id: number, kind: Kind, state: number): boolean {
  if (kind !== Kind.Counting) return (state & VALUE) !== 0
  return (state & VALUE) < word(words, id + Body.Bound)
}

/** `mark`: what a lock that is taken by it says of waiters; a semaphore keeps its mark. */
function take(kernel: Kernel, id: number, mark: number): boolean {
  const { words } = kernel.memory
  const at = id + Body.State
  if (words[id + Body.Kind] !== Kind.Counting) {
    return Atomics.compareExchange(words, at, 0, (kernel.lane + 1) | mark) === 0
  }
  for (;;) {
    const state = Atomics.load(words, at)
    if ((state & VALUE) === 0) return false
    if (Atomics.compareExchange(words, at, state, state - 1) === state) return true
  }
}

/** Gives it back by one step, `state` is what it was seen to be. `Waited`: somebody began to wait meanwhile. */
function give(words: Int32Array, id: number, kind: Kind, state: number): Given {
  const at = id + Body.State
  for (let seen = state; ; ) {
    const found = Atomics.compareExchange(words, at, seen, kind === Kind.Counting ? seen + 1 : 0)
    if (found === seen) return Given.Yes
    if (!mayRelease(words, id, kind, found)) return Given.No
    if ((found & WAITED_FOR) !== 0) return Given.Waited
    seen = found
  }
}

function count(kernel: Kernel, id: number): number {
  return Atomics.add(kernel.memory.words, id + Obj.Version, 1) + 1
}
