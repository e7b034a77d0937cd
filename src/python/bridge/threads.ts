import type { Kernel } from '../../kernel/kernel.ts'
import { word } from '../../kernel/memory/arena.ts'
import { Lane, laneBase } from '../../kernel/memory/layout.ts'
import { Operation } from '../../trace/events.ts'
import { type May, type ThreadBridge, Waited } from '../bridge.ts'
import type { PythonCallable } from '../runtime/hooks.ts'
import { type BridgeContext, timeoutOf } from './context.ts'

/** A thread of Python: a lane, and the permit that `thread_wake` gives it, as of Java's LockSupport. */
class Thread {
  permit = false
  /** Whether it waits for the permit, so that it has to be woken. */
  parked = false
  readonly permitted = (): boolean => this.permit

  constructor(readonly kernel: Kernel) {}

  /** The wait for the permit is over: takes it if it is there. */
  readonly parkedUntil = (end: Waited): Waited => {
    this.parked = false
    if (!this.permit) return end
    this.permit = false
    return Waited.Done
  }
}

/** Characters of a task's call that are told. */
const LONGEST_CALL = 200

/** Idents are numbers of lanes + 1: 0 is nobody. */
const identOf = (lane: number): number => lane + 1

/** All threads of a process run in one worker, one at a time: what they tell each other needs no shared memory. */
export function threadBridge(context: BridgeContext): ThreadBridge {
  const { lanes, mirrors, hooks } = context
  const threads = new Map<number, Thread>()
  const first = lanes.current
  threads.set(identOf(first.lane), new Thread(first))

  const pull = (): void => {
    if (mirrors.active) mirrors.pull()
  }
  const push = (): void => {
    if (mirrors.active) mirrors.push()
  }
  /** `moved`: a promise if the lane suspends; null when it has given way already, or has not. */
  const afterSwitch = (moved: Promise<void> | null): May<void> => {
    if (moved !== null) return moved.then(pull)
    pull()
  }

  return {
    thread_ident: () => identOf(lanes.current.lane),
    thread_start(run, name, daemon, site = 0, library = 0) {
      const start = hooks.greenThread(run as PythonCallable)
      let ident = 0
      const kernel = lanes.start({ name, daemon: daemon !== 0, library: library !== 0, site }, async () => {
        try {
          await start()
        } finally {
          threads.delete(ident)
          push()
        }
      })
      ident = identOf(kernel.lane)
      threads.set(ident, new Thread(kernel))
      return ident
    },
    thread_switch() {
      push()
      return afterSwitch(lanes.current.gate.giveWayGreen())
    },
    thread_yield() {
      push()
      return afterSwitch(lanes.current.gate.yieldGreen())
    },
    thread_park(object, timeout, operation, site) {
      const kernel = lanes.current
      const thread = threads.get(identOf(kernel.lane))
      if (thread === undefined) throw new Error('Internal error: a lane waits that is no thread')
      if (thread.permit) {
        thread.permit = false
        return Waited.Done
      }
      if (timeout === 0) return Waited.Late
      thread.parked = true
      const deadline = kernel.deadline(timeoutOf(timeout))
      const ended = context.pause(kernel, { operation, object, site }, deadline, thread.permitted)
      return typeof ended === 'number' ? thread.parkedUntil(ended) : ended.then(thread.parkedUntil)
    },
    thread_wake(ident) {
      const thread = threads.get(ident)
      // It has ended.
      if (thread === undefined) return
      thread.permit = true
      if (thread.parked) thread.kernel.gate.wake(thread.kernel.slot)
    },
    thread_object(ident) {
      const thread = threads.get(ident)
      if (thread === undefined) return 0
      const { memory, slot } = thread.kernel
      return word(memory.words, laneBase(slot) + Lane.Process)
    },
    thread_count: () => lanes.size,
    task_begin: (task, call) => lanes.current.trace.taskBegin(task, -1, 0, -1, call.slice(0, LONGEST_CALL)),
    task_end: (task, status) => lanes.current.trace.taskEnd(task, status === 0 ? 0 : 1),
    sleep(seconds, site) {
      const kernel = lanes.current
      if (seconds <= 0) {
        const moved = kernel.gate.yieldGreen()
        return moved === null ? Waited.Late : moved.then(() => Waited.Late)
      }
      const reason = { operation: Operation.Sleep, object: 0, site }
      return context.pause(kernel, reason, kernel.deadline(seconds * 1000), never)
    },
    switch_interval: () => lanes.current.switchInterval / 1000,
    set_switch_interval(seconds) {
      lanes.current.switchInterval = seconds * 1000
    },
  }
}

const never = (): boolean => false
