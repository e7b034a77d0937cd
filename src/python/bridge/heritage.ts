import type { MirrorPlace } from './mirrors.ts'

/** What a child's bridge is told by its parent's. In a forked child the memory's copy has Python's side of it. */
export interface Heritage {
  /** What the parent names, and how often. */
  readonly handles: readonly (readonly [handle: number, count: number])[]
  readonly mirrors: readonly MirrorPlace[]
  /** Signals that it handles, as bits. */
  readonly handled: number
  /** Its process object, whose end the child may wait for. The start order holds it. */
  readonly parent: number
}

/** The body of a start order: what the parent's bridge says, and after that what Python said. */
export function putTogether({ handles, mirrors, handled, parent }: Heritage, said: Uint8Array): Uint8Array {
  const numbers = Int32Array.from([
    handles.length,
    ...handles.flat(),
    mirrors.length,
    ...mirrors.flat(),
    handled,
    parent,
  ])
  const body = new Uint8Array(numbers.byteLength + said.length)
  body.set(new Uint8Array(numbers.buffer))
  body.set(said, numbers.byteLength)
  return body
}

/** As `putTogether` made it. */
export function takeApart(body: Uint8Array): { readonly heritage: Heritage; readonly said: Uint8Array } {
  const view = new DataView(body.buffer, body.byteOffset, body.length)
  let at = 0
  const next = (): number => {
    const number = view.getInt32(at, true)
    at += 4
    return number
  }
  const handles = Array.from({ length: next() }, (): [number, number] => [next(), next()])
  const mirrors = Array.from({ length: next() }, (): MirrorPlace => [next(), next(), next(), next()])
  return { heritage: { handles, mirrors, handled: next(), parent: next() }, said: body.slice(at) }
}
