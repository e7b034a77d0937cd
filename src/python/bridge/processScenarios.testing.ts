import { putInput } from '../../kernel/exchange/inputLines.ts'
import { ObjectType, Operation } from '../../trace/events.ts'
import type { Scenario } from './scenarios.testing.ts'

export const processScenarios: Record<string, Scenario> = {
  async family(process) {
    const { bridge, result } = process
    const go = bridge.sem_new(ObjectType.Lock, 0, 1)
    const pid = await process.spawn('tellPid', [go], go)
    const before = bridge.process_exit_code(pid)
    bridge.sem_release(go)
    result([before, await bridge.process_wait(pid, -1, 0, 0)])
    result([
      bridge.process_exit_code(pid),
      bridge.process_exit_code(pid),
      await bridge.process_wait(pid, 0, 0, 0),
    ])
    result(await bridge.process_wait(pid + 77, 0, 0, 0))
  },
  async tellPid({ bridge, result }, go: number) {
    await bridge.sem_acquire(go, -1, Operation.LockAcquire, 0)
    result(bridge.parent_pid() === bridge.pid() - 1)
    return 5
  },

  async signals(process) {
    const { bridge, result } = process
    const ready = bridge.sem_new(ObjectType.Lock, 0, 1)
    const pid = await process.spawn('handler', [ready], ready)
    await bridge.sem_acquire(ready, -1, Operation.LockAcquire, 0)
    result([bridge.process_signal(pid, 0), bridge.process_signal(pid, 2), bridge.process_signal(pid, 17)])
    await bridge.process_wait(pid, -1, 0, 0)
    result(bridge.process_exit_code(pid))
    const other = await process.spawn('sleeper', [])
    bridge.process_signal(other, 15)
    await bridge.process_wait(other, -1, 0, 0)
    result([bridge.process_exit_code(other), bridge.process_signal(other, 0)])
  },
  async handler({ bridge, result }, ready: number) {
    bridge.set_handled(2, true)
    bridge.sem_release(ready)
    const lock = bridge.sem_new(ObjectType.Lock, 0, 1)
    result([
      await bridge.sem_acquire(lock, 10, Operation.LockAcquire, 0),
      bridge.next_signal(),
      bridge.next_signal(),
    ])
    return 3
  },

  // A start that a signal comes before.
  async interruptedStart(process) {
    const { bridge, result } = process
    bridge.set_handled(2, true)
    for (const start of [() => bridge.process_fork('never', 0), () => process.spawn('sleeper', [])]) {
      bridge.process_signal(bridge.pid(), 2)
      result([await start(), bridge.next_signal(), bridge.next_signal()])
    }
    // One that comes while the memory is copied.
    process.afterCopy = () => void bridge.process_signal(bridge.pid(), 2)
    result([await bridge.process_fork('never', 0), bridge.next_signal(), ...process.letGo])
    process.afterCopy = () => {}
    const pid = await bridge.process_fork('sleeper', 0)
    bridge.process_signal(pid, 9)
    result([
      pid > 0,
      await bridge.process_wait(pid, -1, 0, 0),
      bridge.process_exit_code(pid),
      ...process.letGo,
    ])
  },

  async any(process) {
    const { bridge, result } = process
    const [reader, writer] = bridge.pipe_new(ObjectType.Connection)
    const [other] = bridge.pipe_new(ObjectType.Connection)
    const go = bridge.sem_new(ObjectType.Semaphore, 0, 2)
    const pid = await process.spawn('sendLate', [writer, go], writer, go)
    const wait = (timeout: number) => bridge.wait_any([0, 0, 1], [other, reader, pid], timeout, 0)
    result(await wait(0))
    bridge.sem_release(go)
    result(await wait(-1))
    bridge.pipe_take(reader)
    bridge.sem_release(go)
    result(await wait(-1))
  },
  async sendLate(process, writer: number, go: number) {
    await process.bridge.sem_acquire(go, -1, Operation.SemaphoreAcquire, 0)
    await process.bridge.pipe_send(writer, process.bytes([1]), 0, 0)
    await process.bridge.sem_acquire(go, -1, Operation.SemaphoreAcquire, 0)
  },

  // A forked child has its parent's memory and names what that names.
  async forking(process) {
    const { bridge, heap, result } = process
    const [reader, writer] = bridge.pipe_new(ObjectType.Connection)
    const memory = bridge.memory_new('', 4096)
    bridge.memory_map(memory, 8192)
    heap[0] = 42
    new Int32Array(heap.buffer, 4, 2).set([writer, reader])
    heap[8192] = 5
    const pid = await bridge.process_fork('forked', 0)
    bridge.end_close(writer)
    result([...((await process.receive(reader)) ?? [])])
    result([await process.receive(reader), await bridge.process_wait(pid, -1, 0, 0), heap[8192], heap[8200]])
  },
  async forked(process) {
    const { bridge, heap } = process
    const [writer = 0, reader = 0] = new Int32Array(heap.buffer, 4, 2)
    bridge.end_close(reader)
    await bridge.pipe_send(writer, process.bytes([heap[0] ?? 0, heap[8192] ?? 0]), 0, 0)
    heap[8192] = 6
    heap[8200] = 7
    bridge.end_close(writer)
  },

  // Nobody else runs while it waits for a person: no deadlock, and no time is skipped.
  async console(process) {
    const { bridge, result } = process
    bridge.write(1, 'begun', 2)
    bridge.write(2, ' and done\n', 1)
    const settings = JSON.parse(bridge.settings()) as Record<string, unknown>
    const operations = settings.operations as Record<string, number>
    result([settings.main, settings.argv, settings.first, operations['Queue.get'] === Operation.QueueGet])
    await process.spawn('typist', [])
    const lines = [await bridge.read_line(1), await bridge.read_line(1)]
    process.thread('other', async () => {
      lines.push(await bridge.read_line(1))
    })
    while (lines.length < 3) await bridge.sleep(0.01, 0)
    result([...lines, await bridge.read_line(1)])
    bridge.report('ValueError', 'bad', '/home/pyodide/main.py', 2)
  },
  async typist({ bridge, lanes }) {
    await bridge.sleep(0.05, 0)
    putInput(lanes.first, 'one\n')
    putInput(lanes.first, `${'é'.repeat(40_000)}\n`)
    await bridge.sleep(0.05, 0)
    putInput(lanes.first, 'three')
    putInput(lanes.first, null)
    putInput(lanes.first, null)
  },
}
