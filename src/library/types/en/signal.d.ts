/**
 * Signals that end a process. Handlers are not supported, so there is no `signal.signal`: a worker that runs JavaScript cannot
 * be interrupted in order to call one. Whoever wants to end a process gently tells it through an Event or a Queue.
 */
declare module 'signal' {
  /** What Ctrl-C sends. Here it ends the process at once, with exit code −2. */
  export const SIGINT: 2
  /** Ends a process, whatever it does; exit code −9. */
  export const SIGKILL: 9
  /** What `Process.terminate` sends; exit code −15. */
  export const SIGTERM: 15
  /** The signals by name. */
  export const Signals: { readonly SIGINT: 2; readonly SIGKILL: 9; readonly SIGTERM: 15 }
  /** What the system calls a signal: `Terminated`. Null for one that is not known. */
  export function strsignal(signal: number): string | null
  /** Sends a signal to this process itself. */
  export function raiseSignal(signal: number): void
}
