/** Linux's numbers, which Python's `signal` has in the browser, too. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
}

/** The signal that ended a process, by its exit code; null: it ended by itself. */
export function signalOf(exitCode: number): string | null {
  return exitCode < 0 ? (SIGNALS[-exitCode] ?? String(-exitCode)) : null
}
