/**
 * The symbol under which a blocking function keeps its awaitable twin: same arguments, but it returns a promise and does
 * not block its worker. Compiled code finds it when the program writes `await` before the call.
 */
const AWAITABLE: unique symbol = Symbol('awaitable')

type Twin<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never

/** Makes `twin` the awaitable twin of `blocking`. */
export function awaitable<This, F extends (...args: never[]) => unknown>(
  blocking: F,
  twin: (this: This, ...args: Parameters<Twin<F>>) => Promise<unknown>,
): void {
  Object.defineProperty(blocking, AWAITABLE, { value: twin })
}

/** The twin of a function, if it has one. */
export function twinOf(callee: unknown): ((...args: unknown[]) => Promise<unknown>) | null {
  if (typeof callee !== 'function') return null
  return (callee as { [AWAITABLE]?: (...args: unknown[]) => Promise<unknown> })[AWAITABLE] ?? null
}
