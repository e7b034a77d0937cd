import type { GreenLanes } from '../../kernel/scheduling/greenLanes.ts'
import type { Bridge, PythonBuffer } from '../bridge.ts'
import type { BridgePart } from '../runtime/hooks.ts'
import { memoryScenarios } from './memoryScenarios.testing.ts'
import { pipeScenarios } from './pipeScenarios.testing.ts'
import { processScenarios } from './processScenarios.testing.ts'
import { threadScenarios } from './threadScenarios.testing.ts'

/** What a scenario has at hand: a process whose Python is this very code. */
export class TestProcess {
  readonly bridge: Bridge
  /** What it does in a fork once its memory is copied, before the child is started. */
  afterCopy = (): void => {}
  /** What became of the copies of its memory. */
  readonly letGo: ('discarded' | 'forgotten')[] = []

  constructor(
    readonly part: BridgePart,
    readonly heap: Uint8Array,
    readonly lanes: GreenLanes,
    /** Tells the test a value. */
    readonly result: (value: unknown) => void,
  ) {
    this.bridge = part.bridge
  }

  /** A Python buffer with these bytes. */
  bytes(data: Uint8Array | readonly number[]): PythonBuffer {
    return { getBuffer: () => ({ data: Uint8Array.from(data), release: () => {} }) }
  }

  /** Spawns a process that runs a scenario. */
  spawn(scenario: string, handles: number[], ...args: unknown[]): Promise<number> {
    const payload = this.bytes(new TextEncoder().encode(JSON.stringify(args)))
    return Promise.resolve(this.bridge.process_spawn(scenario, 'spawn', 0, payload, handles))
  }

  /** Starts a thread. */
  readonly thread = (name: string, run: () => Promise<unknown>, daemon = 0): number =>
    this.bridge.thread_start(run as () => void, name, daemon)

  /** The next message, waited for. Null at the end. */
  async receive(reader: number): Promise<Uint8Array | null> {
    for (;;) {
      const message = this.bridge.pipe_take(reader)
      if (message !== undefined) return message
      await this.bridge.pipe_poll(reader, -1, 0, 0)
    }
  }
}

/** What a process of a test runs. If it returns a number, that is its exit code. */
export type Scenario = (process: TestProcess, ...args: never[]) => unknown

export const scenarios: Record<string, Scenario> = {
  ...threadScenarios,
  ...pipeScenarios,
  ...processScenarios,
  ...memoryScenarios,
}
