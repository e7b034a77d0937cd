import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import {
  BOARD_BODY_WORDS,
  BoardBody,
  BoardState,
  STAFF_BLOCK_WORDS,
  StaffBlock,
  TASK_BLOCK_WORDS,
  TaskBlock,
} from '../memory/boardLayout.ts'
import { Obj } from '../memory/layout.ts'
import type { Encoded } from '../memory/values/index.ts'
import { reserveStack } from '../sync/section.ts'
import type { Wait } from '../sync/waiter.ts'

/** A task that a worker has taken, or that was taken off the board. */
export interface BoardTask {
  readonly block: number
  /** Number of the first of its calls, and how many they are. */
  readonly number: number
  readonly count: number
  /** Id of the queue for the answer, and what the answer is for. */
  readonly answers: number
  readonly future: number
  readonly message: number
  readonly length: number
}

/** What became of a task that was put up. */
export interface Posting {
  readonly state: BoardState
  /** Number of the first of its calls. */
  readonly number: number
  /** Number of a worker that the caller must start now; −1: none. */
  readonly worker: number
}

/**
 * Where an executor puts up tasks and its workers take them, first come, first served. It knows how many workers there are
 * and how many are at work, and asks whoever puts up a task for one more when none is free. A task stays known until it is
 * answered, so that no answer is lost with a worker.
 */
export class KernelBoard {
  readonly #kernel: Kernel
  readonly #words: Int32Array

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    this.#kernel = kernel
    this.#words = kernel.memory.words
  }

  static create(kernel: Kernel, limit: number): KernelBoard {
    const id = kernel.objects.create(ObjectType.Executor, BOARD_BODY_WORDS, limit)
    kernel.memory.words[id + BoardBody.Limit] = limit
    return new KernelBoard(kernel, id)
  }

  static attach(kernel: Kernel, id: number): KernelBoard {
    kernel.objects.hold(id)
    return new KernelBoard(kernel, id)
  }

  /** Puts up a task of `count` calls, unless the board is closed. Throws KernelError `memory.full`. */
  post(payload: Encoded, count: number, answers: number, future: number): Posting {
    const kernel = this.#kernel
    const words = this.#words
    const { id } = this
    kernel.gate.point()
    // In one piece, or a killed lane leaves a message that nobody frees.
    kernel.sections.guard()
    let message = 0
    let block = 0
    let posted = false
    try {
      const packed = kernel.storeMessage(payload.bytes, [...payload.objects, answers])
      message = packed.message
      block = kernel.heap.allocate(TASK_BLOCK_WORDS)
      return this.#inside(() => {
        const state = word(words, id + BoardBody.State) as BoardState
        if (state !== BoardState.Open) return { state, number: -1, worker: -1 }
        // First, as there may be no memory for it: then nothing has changed.
        const worker = this.#recruit(1)
        const number = word(words, id + BoardBody.NextTask)
        words[id + BoardBody.NextTask] = number + count
        words[block + TaskBlock.Next] = 0
        words[block + TaskBlock.Number] = number
        words[block + TaskBlock.Count] = count
        words[block + TaskBlock.Message] = message
        words[block + TaskBlock.Length] = packed.length
        words[block + TaskBlock.Answers] = answers
        words[block + TaskBlock.Future] = future
        words[block + TaskBlock.Answering] = 0
        const last = word(words, id + BoardBody.Last)
        if (last === 0) words[id + BoardBody.First] = block
        else words[last + TaskBlock.Next] = block
        words[id + BoardBody.Last] = block
        this.#add(BoardBody.Pending, 1)
        posted = true
        kernel.waiter.wakeOne(id + Obj.WaitHead)
        return { state, number, worker }
      })
    } finally {
      if (!posted && block !== 0) kernel.heap.free(block)
      if (!posted && message !== 0) kernel.objects.dropMessage(message)
      kernel.sections.unguard()
    }
  }

  /** A worker waits for a task; null: it is to leave. */
  take(): BoardTask | null {
    this.#kernel.gate.point()
    const taken = { block: 0 }
    this.#kernel.waiter.wait(this.#waitForTask(taken))
    return this.#task(taken.block)
  }

  async takeAsync(): Promise<BoardTask | null> {
    this.#kernel.gate.point()
    const taken = { block: 0 }
    await this.#kernel.waiter.waitAsync(this.#waitForTask(taken))
    return this.#task(taken.block)
  }

  /** The worker of a task will answer next, and counts as free from now on. */
  answering(task: BoardTask): void {
    this.#inside(() => {
      this.#words[task.block + TaskBlock.Answering] = 1
      this.#add(BoardBody.Busy, -1)
    })
  }

  /** A task has been answered. */
  answered(task: BoardTask): void {
    this.#kernel.sections.guard()
    this.#inside(() => this.#unlink(BoardBody.Taken, task.block))
    this.discard(task)
    this.#kernel.sections.unguard()
  }

  /** Frees a task that is on the board no more. */
  discard(task: BoardTask): void {
    this.#kernel.objects.dropMessage(task.message)
    this.#kernel.heap.free(task.block)
  }

  /** Takes back a task that nobody has taken; false when somebody has. */
  withdraw(number: number): boolean {
    const words = this.#words
    this.#kernel.gate.point()
    this.#kernel.sections.guard()
    const block = this.#inside(() => {
      let at = word(words, this.id + BoardBody.First)
      while (at !== 0 && word(words, at + TaskBlock.Number) !== number) at = word(words, at + TaskBlock.Next)
      if (at === 0) return 0
      this.#unlink(BoardBody.First, at)
      this.#add(BoardBody.Pending, -1)
      return at
    })
    const task = this.#task(block)
    if (task !== null) this.discard(task)
    this.#kernel.sections.unguard()
    return task !== null
  }

  /** Takes back all tasks that nobody has taken. The caller tells who waits for them and discards them. */
  withdrawAll(): BoardTask[] {
    this.#kernel.gate.point()
    return this.#inside(() => this.#clear())
  }

  /** Whether nobody has taken the task yet that was put up, and not withdrawn. */
  isPending(number: number): boolean {
    this.#kernel.gate.point()
    return this.#inside(() => {
      const first = word(this.#words, this.id + BoardBody.First)
      // Tasks are taken in order.
      return first !== 0 && number >= word(this.#words, first + TaskBlock.Number)
    })
  }

  /** No more tasks: workers leave when those that are there are taken. */
  close(): void {
    this.#kernel.gate.point()
    this.#inside(() => {
      if (this.#words[this.id + BoardBody.State] === BoardState.Open) {
        this.#words[this.id + BoardBody.State] = BoardState.Closed
      }
      this.#kernel.waiter.wakeAll(this.id + Obj.WaitHead)
    })
  }

  /**
   * Nothing is done any more. Returns the tasks that nobody has taken, for the caller to discard, and those that were being
   * done: neither will be answered.
   */
  break(): { readonly pending: BoardTask[]; readonly taken: BoardTask[] } {
    const words = this.#words
    return this.#inside(() => {
      words[this.id + BoardBody.State] = BoardState.Broken
      const taken: BoardTask[] = []
      for (let at = word(words, this.id + BoardBody.Taken); at !== 0; at = word(words, at + TaskBlock.Next)) {
        const task = this.#task(at)
        if (task !== null) taken.push(task)
      }
      this.#kernel.waiter.wakeAll(this.id + Obj.WaitHead)
      this.#kernel.waiter.wakeAll(this.id + Obj.Wait2Head)
      return { pending: this.#clear(), taken }
    })
  }

  /** Strikes a worker off; false when it had left before. */
  leave(worker: number): boolean {
    const words = this.#words
    this.#kernel.sections.guard()
    const block = this.#inside(() => {
      let at = word(words, this.id + BoardBody.Staff)
      while (at !== 0 && word(words, at + StaffBlock.Worker) !== worker)
        at = word(words, at + StaffBlock.Next)
      if (at === 0) return 0
      this.#unlink(BoardBody.Staff, at)
      this.#add(BoardBody.Workers, -1)
      this.#kernel.waiter.wakeAll(this.id + Obj.Wait2Head)
      return at
    })
    if (block !== 0) this.#kernel.heap.free(block)
    this.#kernel.sections.unguard()
    return block !== 0
  }

  /** Number of a worker that must be started for tasks that wait, such as after another has left; −1: none. */
  recruit(): number {
    return this.#inside(() =>
      this.#words[this.id + BoardBody.State] === BoardState.Broken ? -1 : this.#recruit(),
    )
  }

  /** Workers that have been asked for and have not left. */
  get workers(): number {
    return Atomics.load(this.#words, this.id + BoardBody.Workers)
  }

  get state(): BoardState {
    return Atomics.load(this.#words, this.id + BoardBody.State) as BoardState
  }

  /** A wait that is over when all workers have left, or nothing is done any more. */
  emptiness(deadline: number): Wait {
    return {
      operation: Operation.ExecutorShutdown,
      object: this.id,
      queue: this.id + Obj.Wait2Head,
      site: this.#kernel.site(),
      deadline,
      attempt: () => this.workers === 0 || this.state === BoardState.Broken,
    }
  }

  #waitForTask(taken: { block: number }): Wait {
    return {
      operation: Operation.ExecutorIdle,
      object: this.id,
      queue: this.id + Obj.WaitHead,
      site: 0,
      deadline: Number.POSITIVE_INFINITY,
      inFront: true,
      attempt: () => this.#take(taken),
    }
  }

  /** [section] */
  #take(taken: { block: number }): boolean {
    const words = this.#words
    const { id } = this
    const block = word(words, id + BoardBody.First)
    if (block === 0) return words[id + BoardBody.State] !== BoardState.Open
    this.#unlink(BoardBody.First, block)
    this.#add(BoardBody.Pending, -1)
    this.#add(BoardBody.Busy, 1)
    words[block + TaskBlock.Next] = word(words, id + BoardBody.Taken)
    words[id + BoardBody.Taken] = block
    taken.block = block
    return true
  }

  /** [section] Takes all tasks that nobody has taken off the board. */
  #clear(): BoardTask[] {
    const words = this.#words
    const tasks: BoardTask[] = []
    for (let at = word(words, this.id + BoardBody.First); at !== 0; at = word(words, at + TaskBlock.Next)) {
      const task = this.#task(at)
      if (task !== null) tasks.push(task)
    }
    words[this.id + BoardBody.First] = 0
    words[this.id + BoardBody.Last] = 0
    words[this.id + BoardBody.Pending] = 0
    return tasks
  }

  /**
   * [section] Records one more worker if more tasks wait, with those that are `coming`, than workers are free, and there may be
   * more. Throws KernelError `memory.full`.
   */
  #recruit(coming = 0): number {
    const words = this.#words
    const { id } = this
    const workers = word(words, id + BoardBody.Workers)
    const free = workers - word(words, id + BoardBody.Busy)
    const pending = word(words, id + BoardBody.Pending) + coming
    if (pending <= free || workers >= word(words, id + BoardBody.Limit)) return -1
    const block = this.#kernel.heap.allocate(STAFF_BLOCK_WORDS)
    const worker = word(words, id + BoardBody.NextWorker)
    words[id + BoardBody.NextWorker] = worker + 1
    words[id + BoardBody.Workers] = workers + 1
    words[block + StaffBlock.Next] = word(words, id + BoardBody.Staff)
    words[block + StaffBlock.Worker] = worker
    words[id + BoardBody.Staff] = block
    return worker
  }

  /** [section] Takes a block out of a list; its first word names the next one. */
  #unlink(list: BoardBody, block: number): void {
    const words = this.#words
    let link = this.id + list
    let before = 0
    while (word(words, link) !== block) {
      before = word(words, link)
      if (before === 0) return
      link = before
    }
    words[link] = word(words, block)
    if (list === BoardBody.First && words[this.id + BoardBody.Last] === block)
      words[this.id + BoardBody.Last] = before
  }

  #task(block: number): BoardTask | null {
    if (block === 0) return null
    const words = this.#words
    return {
      block,
      number: word(words, block + TaskBlock.Number),
      count: word(words, block + TaskBlock.Count),
      answers: word(words, block + TaskBlock.Answers),
      future: word(words, block + TaskBlock.Future),
      message: word(words, block + TaskBlock.Message),
      length: word(words, block + TaskBlock.Length),
    }
  }

  /** [section] */
  #add(field: BoardBody, delta: number): void {
    Atomics.store(this.#words, this.id + field, word(this.#words, this.id + field) + delta)
  }

  #inside<T>(change: () => T): T {
    const { sections } = this.#kernel
    reserveStack()
    sections.enter(this.id + Obj.Section)
    try {
      this.#words[this.id + Obj.Version] = word(this.#words, this.id + Obj.Version) + 1
      return change()
    } finally {
      sections.leave(this.id + Obj.Section)
    }
  }
}
