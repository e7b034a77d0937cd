import { createLater } from '../later.ts'
import type { Boot } from '../protocol.ts'

/** A worker's tie to the frame. Everything it needs of its realm is taken before user code can change it. */
export interface Connection<Outgoing> {
  /** Milliseconds on the one clock of all workers. */
  now(): number
  /** In a new macrotask, and not before `ms` have passed. */
  later(callback: () => void, ms?: number): void
  send(message: Outgoing): void
  encodeText(text: string): Uint8Array
  decodeText(bytes: Uint8Array): string
}

/** Waits for the frame's first message, which brings the port, and answers it. */
export function connect<Incoming, Outgoing>(
  open: (
    connection: Connection<Outgoing | { type: 'booted' }>,
  ) => (message: Incoming, ports: readonly MessagePort[]) => void,
): void {
  self.onmessage = (event: MessageEvent<Boot>) => {
    self.onmessage = null
    const [port] = event.ports
    if (port === undefined) return
    const read = performance.now.bind(performance)
    const offset = performance.timeOrigin - event.data.epoch
    const encoder = new TextEncoder()
    const decoder = new TextDecoder()
    const connection: Connection<Outgoing | { type: 'booted' }> = {
      now: () => read() + offset,
      later: createLater(),
      send: port.postMessage.bind(port),
      encodeText: encoder.encode.bind(encoder),
      decodeText: decoder.decode.bind(decoder),
    }
    const hear = open(connection)
    port.onmessage = ({ data, ports }: MessageEvent<Incoming>) => hear(data, ports)
    connection.send({ type: 'booted' })
  }
}
