import { ObjectType, Operation } from '../../trace/events.ts'
import type { Scenario, TestProcess } from './scenarios.testing.ts'

/** Where the copy lies in the heap, and the number that all add to. */
const PLACE = 16_384
const cell = (process: TestProcess, index = 0): Int32Array =>
  new Int32Array(process.heap.buffer, PLACE + index * 4, 1)

export const memoryScenarios: Record<string, Scenario> = {
  async named(process) {
    const { bridge, heap, result } = process
    const memory = bridge.memory_new('mine', 10)
    result([bridge.memory_new('mine', 10), bridge.memory_size(memory), bridge.memory_name(memory)])
    heap.fill(9, PLACE, PLACE + 12)
    bridge.memory_map(memory, PLACE)
    result([...heap.subarray(PLACE, PLACE + 12)])
    heap.set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], PLACE)
    // Another copy, at an odd place: it sees what the first was given.
    bridge.memory_map(bridge.memory_open('mine'), PLACE + 101)
    await bridge.thread_yield()
    result([...heap.subarray(PLACE + 101, PLACE + 112)])
    heap[PLACE + 105] = 77
    await bridge.thread_yield()
    result([...heap.subarray(PLACE, PLACE + 11)])
    bridge.memory_unmap(memory, PLACE + 101)
    heap[PLACE + 102] = 66
    await bridge.thread_yield()
    result([
      heap[PLACE + 1],
      bridge.memory_unlink('mine'),
      bridge.memory_unlink('mine'),
      bridge.memory_open('mine'),
    ])
    const other = bridge.memory_new('', 4)
    result([other > 0, bridge.memory_open(bridge.memory_name(other))])
  },

  // Processes count in one number, under a lock or without; each has a number of its own beside it, and a byte of one word.
  async counting(process, workers: number, rounds: number, locked: boolean) {
    const { bridge } = process
    const lock = bridge.sem_new(ObjectType.Lock, 1, 1)
    const memory = bridge.memory_new('', 4096)
    const pids: number[] = []
    for (let i = 0; i < workers; i++) {
      pids.push(await process.spawn('counter', [lock, memory], lock, memory, i, rounds, locked))
    }
    bridge.memory_map(memory, PLACE)
    for (const pid of pids) await bridge.process_wait(pid, -1, 0, 0)
    const own = Array.from({ length: workers }, (_, i) => cell(process, 10 + i)[0])
    const bytes = [...process.heap.subarray(PLACE + 400, PLACE + 400 + workers)]
    process.result({ sum: cell(process)[0], own, bytes })
  },
  async counter(process, lock: number, memory: number, index: number, rounds: number, locked: boolean) {
    const { bridge, heap, part } = process
    bridge.memory_map(memory, PLACE)
    const shared = cell(process)
    const own = cell(process, 10 + index)
    for (let i = 0; i < rounds; i++) {
      if (locked && !bridge.sem_try(lock)) await bridge.sem_acquire(lock, -1, Operation.LockAcquire, 0)
      shared[0] = (shared[0] ?? 0) + 1
      own[0] = (own[0] ?? 0) + 1
      heap[PLACE + 400 + index] = (i + 1) & 255
      if (locked) bridge.sem_release(lock)
      else {
        // Some work, and what Python asks between bytecodes.
        const until = performance.now() + 0.02
        while (performance.now() < until);
        if (part.tick()) await bridge.thread_switch()
      }
    }
  },

  // A process that forks goes on between the copy of its memory and the start of the child: what it learns then, the child must not
  // be thought to know.
  async copying(process) {
    const { bridge, heap, part } = process
    const memory = bridge.memory_new('', 8)
    bridge.memory_map(memory, PLACE)
    bridge.memory_map(memory, PLACE + 64)
    const gone = bridge.object_new(ObjectType.Lock)
    process.afterCopy = () => {
      heap[PLACE + 64] = 7
      part.tick()
      bridge.let_go(gone)
    }
    const pid = await bridge.process_fork('copied', 0)
    await bridge.process_wait(pid, -1, 0, 0)
    process.result([heap[PLACE], heap[PLACE + 1]])
  },
  async copied(process) {
    const { bridge, heap, result } = process
    await bridge.thread_yield()
    result(heap[PLACE])
    heap[PLACE + 1] = (heap[PLACE] ?? 0) + 1
  },

  // Message passing: what was written before the message is there after it. Then the same by a flag alone, with ticks.
  async publish(process, rounds: number) {
    const { bridge, part } = process
    const memory = bridge.memory_new('', 64 * 1024)
    const [reader, writer] = bridge.pipe_new(ObjectType.Connection)
    bridge.memory_map(memory, PLACE)
    const pid = await process.spawn('publisher', [memory, writer], memory, writer, rounds)
    bridge.end_close(writer)
    let wrong = 0
    for (let i = 1; i <= rounds; i++) {
      const [said] = (await process.receive(reader)) ?? []
      // It may be further on, and never behind.
      if ((cell(process, 5000)[0] ?? 0) < (said ?? 0)) wrong++
    }
    while (cell(process, 9)[0] !== 1) if (part.tick()) await bridge.thread_switch()
    process.result([wrong, cell(process, 5000)[0]])
    await bridge.process_wait(pid, -1, 0, 0)
  },
  async publisher(process, memory: number, writer: number, rounds: number) {
    const { bridge, part } = process
    bridge.memory_map(memory, PLACE)
    for (let i = 1; i <= rounds; i++) {
      cell(process, 5000)[0] = i
      await bridge.pipe_send(writer, process.bytes([i]), 0, 0)
    }
    cell(process, 9)[0] = 1
    const until = performance.now() + 50
    while (performance.now() < until) if (part.tick()) await bridge.thread_switch()
  },
}
