/** This process. */
declare module 'sys' {
  /**
   * Ends this process. `finally` and `using` blocks run. A number is the exit code, nothing means 0; anything else is
   * printed and means 1. What it throws is no Error and is thrown again if a `catch` holds it up.
   */
  export function exit(status?: unknown): never
  /** The name of the entry file. */
  export const argv: readonly string[]
  /** Version of the library. */
  export const version: string
}
