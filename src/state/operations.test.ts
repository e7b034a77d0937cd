import { expect, test } from 'vitest'
import { Operation } from '../trace/events.ts'
import { operationName, spelled } from './operations.ts'

test('operations are called as the language of the program calls them', () => {
  expect(operationName(Operation.QueueTaskDone, 'ts')).toBe('Queue.taskDone')
  expect(operationName(Operation.QueueTaskDone, 'py')).toBe('Queue.task_done')
  expect(operationName(Operation.ResultGet, 'py')).toBe('AsyncResult.get')
  expect(spelled('Pool.imapUnordered', 'py')).toBe('Pool.imap_unordered')
  expect(spelled('Pool worker idle', 'py')).toBe('Pool worker idle')
})
