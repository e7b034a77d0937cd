import { ObjectType } from '../../trace/events.ts'
import type { Scenario } from './scenarios.testing.ts'

const pattern = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + seed + (i >> 8)) & 255)

function sumOf(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum = (sum * 33 + byte) | 0
  return sum
}

/** Sizes on both sides of every limit. */
const SIZES = [0, 1, 3, 1023, 1024, 1025, 5000, 32_768, 65_535, 65_536, 65_537, 70_001, 300_000, 3_000_000]

export const pipeScenarios: Record<string, Scenario> = {
  // Messages of all sizes come back as they were.
  async echo(process, threaded: boolean) {
    const { bridge } = process
    const [theirs, out] = bridge.pipe_new(ObjectType.Connection)
    const [back, mine] = bridge.pipe_new(ObjectType.Queue)
    if (threaded) process.thread('idle', () => Promise.resolve(bridge.sleep(0.2, 0)))
    const pid = await process.spawn('echoer', [theirs, mine], theirs, mine)
    bridge.end_close(theirs)
    bridge.end_close(mine)
    const wrong: number[] = []
    for (const [i, size] of SIZES.entries()) {
      const message = pattern(size, i)
      const sent = await bridge.pipe_send(out, process.bytes(message), 0, 0)
      const got = await process.receive(back)
      if (sent !== 1 || got === null || got.length !== size || sumOf(got) !== sumOf(message)) wrong.push(size)
    }
    bridge.end_close(out)
    process.result([wrong, await process.receive(back)])
    await bridge.process_wait(pid, -1, 0, 0)
    process.result(bridge.process_exit_code(pid))
  },
  async echoer(process, reader: number, writer: number) {
    const { bridge } = process
    for (;;) {
      const message = await process.receive(reader)
      if (message === null) return 7
      await bridge.pipe_send(writer, process.bytes(message), 0, 0)
    }
  },

  // Who writes waits while the pipe is full, and is told when nobody reads any more.
  async full(process) {
    const { bridge, result } = process
    const [reader, writer] = bridge.pipe_new(ObjectType.Connection)
    const message = process.bytes(pattern(30_000, 1))
    let sent = 0
    let end: unknown = null
    process.thread('writer', async () => {
      for (let i = 0; i < 9; i++) {
        end = await bridge.pipe_send(writer, message, 0, 0)
        if (end !== 1) return
        sent++
      }
    })
    await bridge.sleep(20, 0)
    result([sent, end])
    result([(await process.receive(reader))?.length])
    await bridge.sleep(20, 0)
    result([sent, end])
    bridge.end_close(reader)
    await bridge.sleep(20, 0)
    result([sent, end])
  },

  // Copies of ends: in this process, on their way, in another that is killed.
  async ends(process) {
    const { bridge, result } = process
    const [reader, writer] = bridge.pipe_new(ObjectType.Connection)
    bridge.hold(writer)
    bridge.end_close(writer)
    result([bridge.pipe_take(reader), await bridge.pipe_poll(reader, 0.01, 0, 0)])
    // On its way it is open, though this process has none.
    bridge.end_dup(writer)
    bridge.end_close(writer)
    result([bridge.pipe_take(reader), await bridge.pipe_poll(reader, 0.01, 0, 0)])
    bridge.end_adopt(writer)
    const pid = await process.spawn('sleeper', [writer])
    bridge.end_close(writer)
    result([bridge.pipe_take(reader), await bridge.pipe_poll(reader, 0.01, 0, 0)])
    bridge.process_signal(pid, 9)
    result([await bridge.pipe_poll(reader, -1, 0, 0), bridge.pipe_take(reader)])
    await bridge.process_wait(pid, -1, 0, 0)
    result(bridge.process_exit_code(pid))
  },
  async sleeper({ bridge }) {
    await bridge.sleep(1000, 0)
  },

  // Large messages through a small arena: more bytes in all than it has.
  async large(process, count: number, size: number) {
    const { bridge } = process
    const [reader, writer] = bridge.pipe_new(ObjectType.Connection)
    const pid = await process.spawn('sender', [writer], writer, count, size)
    bridge.end_close(writer)
    const sums: number[] = []
    for (
      let message = await process.receive(reader);
      message !== null;
      message = await process.receive(reader)
    ) {
      sums.push(sumOf(message))
    }
    process.result(sums.every((sum, i) => sum === sumOf(pattern(size, i))) && sums.length === count)
    await bridge.process_wait(pid, -1, 0, 0)
  },
  async sender(process, writer: number, count: number, size: number) {
    for (let i = 0; i < count; i++) {
      await process.bridge.pipe_send(writer, process.bytes(pattern(size, i)), 0, 0)
    }
  },

  // A half-sent message goes on after a signal came in between.
  async interrupted(process) {
    const { bridge, result } = process
    bridge.set_handled(2, true)
    const [reader, writer] = bridge.pipe_new(ObjectType.Connection)
    const message = pattern(200_000, 3)
    let got: Uint8Array | null = null
    process.thread('helper', async () => {
      await bridge.sleep(20, 0)
      bridge.process_signal(bridge.pid(), 2)
      await bridge.sleep(20, 0)
      got = await process.receive(reader)
    })
    result([await bridge.pipe_send(writer, process.bytes(message), 0, 0), bridge.next_signal()])
    result([await bridge.pipe_send(writer, process.bytes(message), 0, 0), bridge.next_signal()])
    await bridge.sleep(50, 0)
    result(got !== null && sumOf(got) === sumOf(message))
  },
}
