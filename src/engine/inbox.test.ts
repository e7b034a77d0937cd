import { afterEach, expect, test } from 'vitest'
import { Inbox } from './inbox.ts'
import { BATCH_BYTES, CREDIT_BYTES } from './protocol.ts'

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

/** An inbox with a clock and a task queue that the test turns by hand. */
function setUp(msPerEvent = 0) {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const tasks: (() => void)[] = []
  const log: string[] = []
  let time = 0
  const credits: number[] = []
  port2.onmessage = ({ data }) => credits.push(data.bytes)
  const inbox = new Inbox({
    port: port1,
    now: () => time,
    later: task => tasks.push(task),
    events: (slot, words) => {
      time += msPerEvent
      log.push(`${slot}:${[...words].join(',')}`)
    },
    drained: () => log.push('drained'),
    damaged: () => log.push('damaged'),
  })
  const send = (parts: readonly (readonly [slot: number, ...words: number[]])[]): void => {
    const words = Int32Array.from(parts.flatMap(([, ...rest]) => rest)).buffer
    const lengths = parts.map(([slot, ...rest]) => ({ slot, words: rest.length }))
    port2.postMessage({ type: 'batch', words, parts: lengths }, [words])
  }
  const settle = async () => {
    for (let i = 0; i < 10; i++) await new Promise(resolve => setTimeout(resolve, 2))
  }
  return { inbox, log, tasks, credits, port: port2, send, settle }
}

test('events come in order, each batch is acknowledged, and the end comes last', async () => {
  const { log, tasks, credits, port, send, settle } = setUp()
  send([
    [1, 10, 11],
    [2, 20],
  ])
  send([[1, 12]])
  port.postMessage({ type: 'drained' })
  await settle()
  for (const task of tasks.splice(0)) task()
  await settle()
  expect(log).toEqual(['1:10,11', '2:20', '1:12', 'drained'])
  expect(credits).toEqual([12, 4])
})

test('a slow receiver is called in slices of a few milliseconds', async () => {
  const { log, tasks, send, settle } = setUp(3)
  for (let i = 0; i < 9; i++) send([[1, i]])
  await settle()
  const slices: number[] = []
  while (tasks.length > 0) {
    const before = log.length
    tasks.shift()?.()
    slices.push(log.length - before)
  }
  expect(log).toHaveLength(9)
  expect(Math.max(...slices)).toBeLessThanOrEqual(3)
})

test('a collector that sends nonsense is heard no more', async () => {
  const { log, tasks, port, send, settle } = setUp()
  port.postMessage({ type: 'batch', words: 'none' })
  send([[1, 1]])
  await settle()
  for (const task of tasks) task()
  expect(log).toEqual(['damaged'])
})

test('a collector that sends on without credit is heard no more', async () => {
  const { log, port, settle } = setUp()
  for (let sent = 0; sent <= CREDIT_BYTES + BATCH_BYTES; sent += BATCH_BYTES) {
    const words = new ArrayBuffer(BATCH_BYTES)
    port.postMessage({ type: 'batch', words, parts: [{ slot: 1, words: BATCH_BYTES / 4 }] }, [words])
  }
  await settle()
  expect(log).toEqual(['damaged'])
})
