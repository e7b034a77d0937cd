import { word } from './arena.ts'

/**
 * Words of an executor's board, after those that every object has (`Obj.Body`). All are written inside its section. Workers
 * wait for tasks in its first queue; who waits for the end of all workers, in its second.
 */
export const enum BoardBody {
  /** `BoardState` */
  State = 12,
  /** Most workers. */
  Limit = 13,
  /** Workers that have been asked for and have not left. */
  Workers = 14,
  /** Workers that are at a task. */
  Busy = 15,
  /** Tasks that nobody has taken. */
  Pending = 16,
  /** Number of the next task, as the trace counts them. */
  NextTask = 17,
  NextWorker = 18,
  /** First and last of the tasks that nobody has taken. */
  First = 19,
  Last = 20,
  /** First of the tasks that a worker has taken and not yet answered. */
  Taken = 21,
  /** First of the records of workers. */
  Staff = 22,
}
export const BOARD_BODY_WORDS = 11

export const enum BoardState {
  Open = 0,
  /** Nothing more is accepted; what is there is done. */
  Closed = 1,
  /** A worker has died: nothing more is done. */
  Broken = 2,
}

/** Words of one task: a block of the heap. */
export const enum TaskBlock {
  Next = 0,
  /** Number of the first of its calls, and how many they are. */
  Number = 1,
  Count = 2,
  /** Function and arguments; keeps the queue for the answer alive. */
  Message = 3,
  Length = 4,
  /** Queue for the answer, and what the answer is for. */
  Answers = 5,
  Future = 6,
  /** 1: its worker is about to answer, and counts as idle. */
  Answering = 7,
}
export const TASK_BLOCK_WORDS = 8

/** Words of a worker's record: a block of the heap. */
export const enum StaffBlock {
  Next = 0,
  Worker = 1,
}
export const STAFF_BLOCK_WORDS = 2

/** All blocks that a board owns, and their messages: what is freed with it. */
export function boardBlocks(
  words: Int32Array,
  board: number,
): { readonly blocks: number[]; readonly messages: number[] } {
  const blocks: number[] = []
  const messages: number[] = []
  for (const list of [BoardBody.First, BoardBody.Taken]) {
    for (let at = word(words, board + list); at !== 0; at = word(words, at + TaskBlock.Next)) {
      blocks.push(at)
      messages.push(word(words, at + TaskBlock.Message))
    }
  }
  for (let at = word(words, board + BoardBody.Staff); at !== 0; at = word(words, at + StaffBlock.Next)) {
    blocks.push(at)
  }
  return { blocks, messages }
}
