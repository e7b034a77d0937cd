import type { Kernel } from '../../kernel/kernel.ts'
import { word } from '../../kernel/memory/arena.ts'
import { Lane, laneBase, Obj } from '../../kernel/memory/layout.ts'
import type { ProcessHandle } from '../../kernel/process/processHandle.ts'
import { ProcessBody } from '../../kernel/process/processObject.ts'
import { type ProcessSpec, StartInterrupted } from '../../kernel/process/processTable.ts'
import { handleSignal, SPAWNED_HANDLES, signalProcess, takeSignal } from '../../kernel/process/signals.ts'
import type { Wait } from '../../kernel/sync/waiter.ts'
import type { StartMethod } from '../../program/plan.ts'
import { LaneFlag, Operation } from '../../trace/events.ts'
import { type ProcessBridge, type PythonBuffer, Waited } from '../bridge.ts'
import { writePayload } from '../runtime/hooks.ts'
import { type BridgeContext, timeoutOf } from './context.ts'
import { type Heritage, putTogether } from './heritage.ts'
import type { LanePipes } from './pipes.ts'

/** What `wait_any` waits for. */
const enum Kind {
  Reader = 0,
  Pid = 1,
}

export function processBridge(context: BridgeContext, pipes: LanePipes): ProcessBridge {
  const { lanes, handles, mirrors, hooks } = context
  const { first } = lanes
  const { words } = first.memory
  /** Process objects of the children that have not been asked for their exit code, and the codes of the others. */
  const children = new Map<number, number>()
  const codes = new Map<number, number>()
  /** Copies of this process's memory that children were forked with. */
  const copies = new Map<number, Uint8Array>()

  const specOf = (
    name: string,
    method: StartMethod,
    daemon: number,
    bytes: Uint8Array,
    objects: number[],
  ): ProcessSpec => ({
    name,
    flags: daemon === 0 ? 0 : LaneFlag.Daemon,
    startMethod: method,
    // All workers that stand ready have run nothing yet.
    warm: true,
    payload: { bytes, objects },
  })

  const started = (child: ProcessHandle): number => {
    children.set(child.pid, child.id)
    return child.pid
  }

  /** Nothing was started: the signal's handlers come first. */
  const unlessInterrupted = (error: unknown): number => {
    if (error instanceof StartInterrupted) return NOT_STARTED
    throw error
  }

  const own = word(words, laneBase(first.slot) + Lane.Process)
  /** What this process names, without the parent's process object, which a child's child has no use for. */
  const named = () => handles.entries().filter(([handle]) => handle !== context.parent)

  /** Of a fork at this moment. */
  const heritageNow = (): Heritage => ({
    handles: named(),
    mirrors: mirrors.places(),
    handled: word(words, laneBase(first.slot) + Lane.Handled),
    parent: own,
  })

  /** The process object of a child, or of the parent. */
  const processOf = (pid: number): number | undefined =>
    children.get(pid) ?? (pid === first.parentPid && context.parent !== 0 ? context.parent : undefined)

  const ended = (child: number): boolean => Atomics.load(words, child + ProcessBody.Done) === 1

  const waitFor = (child: number, deadline: number, operation: Operation, site: number): Wait => ({
    operation: operation === Operation.None ? Operation.ProcessJoin : operation,
    object: child,
    queue: child + Obj.WaitHead,
    site,
    deadline,
    attempt: () => ended(child),
  })

  const isReady = (kernel: Kernel, kind: number, handle: number): boolean => {
    if (kind === Kind.Reader) return pipes.of(kernel).ready(handle)
    const process = processOf(handle)
    return process === undefined || ended(process)
  }

  return {
    pid: () => first.pid,
    parent_pid: () => first.parentPid,
    process_spawn(name, method, daemon, payload, objects, site = 0) {
      if (mirrors.active) mirrors.push()
      const kernel = lanes.current
      // As often as it is named: what is unpickled there takes over one of these.
      const counts = new Map<number, number>()
      for (const handle of objects) counts.set(handle, (counts.get(handle) ?? 0) + 1)
      const handled = word(words, laneBase(first.slot) + Lane.Handled) & SPAWNED_HANDLES
      const heritage = { handles: [...counts], mirrors: [], handled, parent: own }
      const body = putTogether(heritage, bytesOf(payload))
      const bytes = writePayload({ memory: NOTHING, body })
      const held = [...counts.keys(), own]
      const spec = specOf(name, method === 'forkserver' ? method : 'spawn', daemon, bytes, held)
      context.site = site
      if (!lanes.alone) return kernel.startProcessAsync(spec).then(started).catch(unlessInterrupted)
      try {
        return started(kernel.startProcess(spec))
      } catch (error) {
        return unlessInterrupted(error)
      }
    },
    async process_fork(name, daemon, site = 0) {
      if (mirrors.active) mirrors.sync()
      const kernel = lanes.current
      // A copy of the memory would be in vain.
      if (kernel.waiter.signalled) return NOT_STARTED
      // By then Python is suspended, and its memory at rest.
      await null
      let heritage = heritageNow()
      const memory = hooks.copyMemory(() => {
        heritage = heritageNow()
        // Until the child holds them.
        for (const [handle] of heritage.handles) handles.hold(first, handle)
      })
      const body = putTogether(heritage, NOTHING)
      const objects = [...heritage.handles.map(([handle]) => handle), own]
      context.site = site
      const spec = specOf(name, 'fork', daemon, writePayload({ memory, body }), objects)
      try {
        const pid = started(await kernel.startProcessAsync(spec))
        copies.set(pid, memory)
        return pid
      } catch (error) {
        hooks.discardMemory(memory)
        return unlessInterrupted(error)
      } finally {
        for (const [handle] of heritage.handles) handles.letGo(first, handle)
      }
    },
    process_wait(pid, timeout, operation, site) {
      const kernel = lanes.current
      kernel.gate.point()
      const child = children.get(pid)
      if (child === undefined) return codes.has(pid) ? Waited.Done : Waited.Broken
      if (ended(child)) {
        if (mirrors.active) mirrors.pull()
        return Waited.Done
      }
      if (timeout === 0) return Waited.Late
      return context.wait(kernel, waitFor(child, kernel.deadline(timeoutOf(timeout)), operation, site))
    },
    process_exit(code) {
      if (mirrors.active) mirrors.push()
      hooks.exit(code)
    },
    process_exit_code(pid) {
      lanes.current.gate.point()
      const child = children.get(pid)
      if (child === undefined) return codes.get(pid) ?? null
      if (!ended(child)) return null
      const code = word(words, child + ProcessBody.ExitCode)
      children.delete(pid)
      codes.set(pid, code)
      const copy = copies.get(pid)
      if (copy !== undefined) hooks.forgetMemory(copy)
      copies.delete(pid)
      lanes.current.objects.unhold(child)
      return code
    },
    process_signal(pid, signal) {
      if (mirrors.active) mirrors.push()
      // As of a zombie: a child that has ended and was not asked for its code is there to be signalled, in vain.
      return signalProcess(lanes.current, pid, signal) || children.has(pid)
    },
    wait_any(kinds, objects, timeout, site) {
      const kernel = lanes.current
      const all = [...kinds].map((kind, i) => ({ kind, handle: [...objects][i] ?? 0 }))
      const ready = (): number[] =>
        all.flatMap(({ kind, handle }, i) => (isReady(kernel, kind, handle) ? [i] : []))
      kernel.gate.point()
      const now = ready()
      if (timeout === 0 || now.length > 0) {
        const answer = (found: number[]): number[] => {
          if (mirrors.active) mirrors.pull()
          return found
        }
        if (lanes.alone) return answer(now)
        // In CPython each look lets go of the GIL, and the library needs that: a pool's thread that waits for ends of workers waits for
        // results, too, and looks again and again as long as the thread that is to take one does not come to its turn.
        if (mirrors.active) mirrors.push()
        const moved = kernel.gate.yieldGreen()
        return moved === null ? answer(now) : moved.then(() => answer(ready()))
      }
      const deadline = kernel.deadline(timeoutOf(timeout))
      const waits = all.map(({ kind, handle }) =>
        kind === Kind.Reader
          ? pipes.of(kernel).readable(handle, deadline, Operation.WaitAny, site)
          : waitFor(processOf(handle) ?? 0, deadline, Operation.WaitAny, site),
      )
      const reason = {
        operation: Operation.WaitAny,
        object: waits.length === 1 ? (waits[0]?.object ?? 0) : 0,
        site,
      }
      const waited = context.waitAny(kernel, waits, deadline, reason)
      return typeof waited === 'number' ? ready() : waited.then(ready)
    },
    next_signal: () => takeSignal(first),
    set_handled(signal, handled) {
      handleSignal(first, signal, handled)
    },
  }
}

const NOTHING = new Uint8Array(0)

/** No process's pid. */
const NOT_STARTED = 0

/** A private copy of what Python's buffer has. */
function bytesOf(data: PythonBuffer): Uint8Array {
  const buffer = data.getBuffer('u8')
  try {
    return buffer.data.slice()
  } finally {
    buffer.release()
  }
}
