import type { Host } from '../../kernel/host.ts'
import type { Problem } from '../../program/outcome.ts'
import type { ProcessToSupervisor } from '../protocol.ts'
import type { Connection } from './connection.ts'

/** What a process asks of the supervisor, whatever language it runs. */
export interface ProcessLink {
  readonly host: Host
  /** Buffers on their way to other processes, and from them. */
  readonly post: {
    share(id: string, buffer: SharedArrayBuffer): void
    /** In the order of `ids`, once all are there. */
    fetch(ids: readonly string[]): Promise<readonly SharedArrayBuffer[]>
    /** Nobody will fetch it again. */
    drop(id: string): void
  }
  /** The answer to `fetch` has come. */
  fetched(buffers: readonly SharedArrayBuffer[]): void
  report(problem: Problem): void
  fail(error: unknown): void
}

export function linkProcess(connection: Connection<ProcessToSupervisor>): ProcessLink {
  const { send } = connection
  let resolve: (buffers: readonly SharedArrayBuffer[]) => void = () => {}
  return {
    host: {
      ...connection,
      requestWorker: () => send({ type: 'requestWorker' }),
      requestKill: slot => send({ type: 'requestKill', slot }),
      runEnded: () => send({ type: 'runEnded' }),
    },
    post: {
      share: (id, buffer) => send({ type: 'shareBuffer', id, buffer }),
      fetch(ids) {
        send({ type: 'needBuffers', ids })
        return new Promise(given => {
          resolve = given
        })
      },
      drop: id => send({ type: 'dropBuffer', id }),
    },
    fetched: buffers => resolve(buffers),
    report: problem => send({ type: 'problem', problem }),
    fail: error => send({ type: 'broken', message: String(error) }),
  }
}
