/** Ends of pipes, and waiting for several things at once. */
declare module 'multiprocessing.connection' {
  /**
   * One end of a pipe, made by `Pipe()`. It may be sent to other processes; it is open until every process that got it has
   * closed it or ended. A forked child has what its parent has at top level: close the ends you do not use.
   */
  export class Connection {
    private constructor()
    /** Whether this process has closed it. */
    readonly closed: boolean
    /** Whether this end can receive. */
    readonly readable: boolean
    /** Whether this end can send. */
    readonly writable: boolean
    /** Sends a copy of a value; waits while the pipe is full. Throws BrokenPipeError when nobody holds the other end. */
    send(value: unknown): void
    /** The next value; waits for it. Throws EOFError when none can come, because all have closed the other end or ended. */
    // biome-ignore lint/suspicious/noExplicitAny: what comes is the sender's choice
    recv(): any
    /** Sends bytes, or `size` of them from `offset` on. */
    sendBytes(bytes: Uint8Array, offset?: number, size?: number): void
    /** The bytes of the next message, sent with `sendBytes`. Throws OSError when there are more than `maxlength`. */
    recvBytes(maxlength?: number): Uint8Array
    /** Whether `recv` would not wait. Looks at once; waits up to `timeout` seconds, or for ever with null. */
    poll(timeout?: number | null | { timeout?: number | null }): boolean
    /** This process gives the end up. `using` does so at the end of the block. */
    close(): void
    [Symbol.dispose](): void
  }

  /**
   * Waits until at least one of the objects is ready (a Connection that can receive or has ended, the sentinel of an ended
   * process, a queue with items) and returns those that are; an empty array when none was in time (seconds).
   * @example
   * for (const ready of wait([connection, process.sentinel])) { … }
   */
  export function wait<T extends object>(
    objects: Iterable<T>,
    timeout?: number | null | { timeout?: number | null },
  ): T[]
}
