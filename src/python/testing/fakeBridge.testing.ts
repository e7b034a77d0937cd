import type { GreenLanes } from '../../kernel/scheduling/greenLanes.ts'
import type { Bridge } from '../bridge.ts'
import type { BridgePart, WorkerHooks } from '../runtime/hooks.ts'

/** A bridge that can write and tell the settings: for Python alone. */
export function fakeBridge(lanes: GreenLanes, hooks: WorkerHooks): BridgePart {
  const bridge: Partial<Bridge> = {
    settings: () => hooks.settings,
    write: (stream, text, site) => lanes.current.trace.output(stream === 2 ? 2 : 1, text, site),
    pid: () => lanes.first.pid,
  }
  return {
    bridge: bridge as Bridge,
    inherit: body => body,
    tick() {
      lanes.current.gate.tick()
      return false
    },
    end: () => {},
  }
}
