import { NamedMemory } from '../../kernel/exchange/namedMemory.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { word } from '../../kernel/memory/arena.ts'
import { Lane, laneBase } from '../../kernel/memory/layout.ts'
import { messageObjects } from '../../kernel/memory/messages.ts'
import type { GreenLanes } from '../../kernel/scheduling/greenLanes.ts'
import type { Moments } from '../../kernel/scheduling/patience.ts'
import type { BridgePart, WorkerHooks } from '../runtime/hooks.ts'
import { BridgeContext } from './context.ts'
import { takeApart } from './heritage.ts'
import { memoryBridge } from './memory.ts'
import { LanePipes, pipeBridge } from './pipes.ts'
import { processBridge } from './processes.ts'
import { syncBridge } from './semaphores.ts'
import { threadBridge } from './threads.ts'
import { worldBridge } from './world.ts'

/** The bridge of the process that this worker has become. Its first lane runs now, and has run nothing of Python's yet. */
export function createBridge(lanes: GreenLanes, hooks: WorkerHooks): BridgePart {
  const { first } = lanes
  const context = new BridgeContext(lanes, hooks)
  const pipes = new LanePipes()
  first.site = () => context.site
  first.waiter.interruptible = true
  first.gate.patience.moments = MOMENTS
  takeOver(first, context)
  let ticks = 0
  return {
    bridge: {
      ...threadBridge(context),
      ...syncBridge(context),
      ...pipeBridge(context, pipes),
      ...processBridge(context, pipes),
      ...memoryBridge(context),
      ...worldBridge(context, pipes),
    },
    inherit(body) {
      const { heritage, said } = takeApart(body)
      for (const [handle, count] of heritage.handles) {
        // Each is held once since the start.
        for (let i = 1; i < count; i++) context.handles.hold(first, handle)
      }
      for (const [handle, address, twin, version] of heritage.mirrors) {
        context.mirrors.map(first, NamedMemory.attach(first, handle), address, { twin, version })
      }
      context.parent = heritage.parent
      Atomics.store(first.memory.words, laneBase(first.slot) + Lane.Handled, heritage.handled)
      return said
    },
    tick() {
      const { gate, waiter, trace } = lanes.current
      if (context.mirrors.active) context.mirrors.tick(first.host.now)
      if (++ticks % FLUSHED === 0) trace.flush()
      if (waiter.signalled) return true
      lanes.wakeLate()
      if (!gate.wantsSwitch) return false
      if (!lanes.alone) return true
      gate.giveWayGreen()
      return false
    },
    signalled: () => lanes.current.waiter.signalled,
    end() {
      if (context.mirrors.active) context.mirrors.push()
    },
  }
}

/**
 * What the start order named is this process's own from now on. The order would hold it until the end: then an end of a pipe
 * that is closed here would count as open.
 */
function takeOver(first: Kernel, { handles }: BridgeContext): void {
  const { words } = first.memory
  const at = laneBase(first.slot) + Lane.Payload
  const order = word(words, at)
  if (order === 0) return
  first.sections.guard()
  for (const object of messageObjects(words, order)) handles.hold(first, object)
  words[at] = 0
  first.objects.dropMessage(order)
  first.sections.unguard()
}

/** Another Python needs some 10 µs for an answer. */
const MOMENTS: Moments = { short: 0.03, long: 0.12, switch: 0.03 }
/** Ticks after which what was recorded is handed to the collector. */
const FLUSHED = 16
