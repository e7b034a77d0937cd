import type { Host } from '../host.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A kernel's host in a worker of any kind. */
export function testHost(
  later: Host['later'],
  overrides: Partial<Host>,
  epoch = performance.timeOrigin,
): Host {
  const offset = performance.timeOrigin - epoch
  return {
    now: () => performance.now() + offset,
    requestWorker: () => {},
    requestKill: () => {},
    runEnded: () => {},
    later,
    encodeText: text => encoder.encode(text),
    decodeText: bytes => decoder.decode(bytes),
    ...overrides,
  }
}

/** A kernel's host under Node. */
export function nodeHost(overrides: Partial<Host>, epoch?: number): Host {
  return testHost(
    (callback, ms) => (ms === undefined || ms === 0 ? setImmediate(callback) : setTimeout(callback, ms)),
    overrides,
    epoch,
  )
}
