import type { RingWriter } from '../../trace/ring.ts'
import type { Host } from '../host.ts'
import type { Memory, Settings } from '../memory/arena.ts'
import type { Sections } from '../sync/section.ts'
import type { Clock } from './clock.ts'
import type { Policy } from './policy.ts'

/** What the gate of a lane works with. */
export interface GateParts {
  readonly memory: Memory
  readonly slot: number
  readonly sections: Sections
  readonly clock: Clock
  readonly policy: Policy
  readonly trace: RingWriter
  readonly host: Host
  readonly settings: Settings
  readonly freeze: () => never
}
