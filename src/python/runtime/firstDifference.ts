/**
 * Finds where two pieces of one memory differ: `(a, b, end)` is the address of the first `BLOCK` bytes, counted from `a`, that are not
 * as those from `b` on; `end` if all are, where the first piece ends, a multiple of `BLOCK` after its beginning. It is WebAssembly, as a loop of
 * JavaScript's takes four times as long, and until it is compiled much longer.
 */
export type FirstDifference = (a: number, b: number, end: number) => number

/** Bytes that are looked at together. */
export const BLOCK = 64

export function firstDifference(memory: WebAssembly.Memory): FirstDifference {
  module ??= new WebAssembly.Module(new Uint8Array(CODE))
  const { exports } = new WebAssembly.Instance(module, { m: { m: memory } })
  return exports.f as FirstDifference
}

let module: WebAssembly.Module | null = null

const A = 0
const B = 1
const END = 2
const I32 = 0x7f
const get = (local: number): number[] => [0x20, local]
const RETURN = 0x0f
const IF = [0x04, 0x40]
const FI = 0x0b
const OR = [0xfd, 0x50]
/** v128.load without a demand on alignment, then v128.xor. */
const load = (local: number, offset: number): number[] => [...get(local), 0xfd, 0, 0, offset]
const differ = (offset: number): number[] => [...load(A, offset), ...load(B, offset), 0xfd, 0x51]
/** i32.const BLOCK, i32.add */
const advance = (local: number): number[] => [...get(local), 0x41, 0xc0, 0, 0x6a, 0x21, local]
const BODY = [
  ...[0, 0x03, 0x40],
  // if (a >= end) return end
  ...[...get(A), ...get(END), 0x4f, ...IF, ...get(END), RETURN, FI],
  // if (any bit differs) return a
  ...[...differ(0), ...differ(16), ...OR, ...differ(32), ...OR, ...differ(48), ...OR, 0xfd, 0x53],
  ...[...IF, ...get(A), RETURN, FI],
  // on with the next ones; the end is never reached
  ...[...advance(A), ...advance(B), 0x0c, 0, FI, 0, FI],
]
const section = (id: number, body: readonly number[]): number[] => [id, body.length, ...body]
const CODE = [
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 3, I32, I32, I32, 1, I32]),
  // The memory "m" of "m", of at least no page.
  ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 0]),
  ...section(3, [1, 0]),
  // The function is "f".
  ...section(7, [1, 1, 0x66, 0, 0]),
  ...section(10, [1, BODY.length, ...BODY]),
]
