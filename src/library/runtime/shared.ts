import { KernelError } from '../../kernel/errors.ts'
import type { Codec } from '../../kernel/memory/values/index.ts'
import { DecodeError, EncodingError } from '../../kernel/memory/values/index.ts'
import * as errors from '../errors.ts'
import { restoreExecutor } from '../futures/executors.ts'
import { restoreDevice } from '../ioDevice.ts'
import { restoreProxy } from '../managers/proxyKinds.ts'
import { restoreReplyBox } from '../managers/replyBox.ts'
import { serveManager } from '../managers/server.ts'
import { modules } from '../modules.ts'
import { restoreBarrier } from '../multiprocessing/barrier.ts'
import { restoreCondition } from '../multiprocessing/condition.ts'
import { restoreConnection } from '../multiprocessing/connection.ts'
import { restoreContext } from '../multiprocessing/context.ts'
import { restoreEvent } from '../multiprocessing/event.ts'
import { restoreJoinableQueue } from '../multiprocessing/joinableQueue.ts'
import { restoreLock } from '../multiprocessing/lock.ts'
import { restorePool } from '../multiprocessing/pool.ts'
import { restoreAsker } from '../multiprocessing/poolMessages.ts'
import { restoreProcess } from '../multiprocessing/process.ts'
import { restoreQueue } from '../multiprocessing/queue.ts'
import { restoreRLock } from '../multiprocessing/rlock.ts'
import { restoreBoundedSemaphore, restoreSemaphore } from '../multiprocessing/semaphore.ts'
import { restoreShareableList } from '../multiprocessing/shareableList.ts'
import {
  restoreArray,
  restoreRawArray,
  restoreRawValue,
  restoreValue,
} from '../multiprocessing/sharedctypes.ts'
import { restoreSharedMemory } from '../multiprocessing/sharedMemory.ts'
import { restoreSimpleQueue } from '../multiprocessing/simpleQueue.ts'
import { LifoQueue } from '../queue/lifoQueue.ts'
import { PriorityQueue } from '../queue/priorityQueue.ts'
import { restoreOf, Queue as ThreadQueue } from '../queue/queue.ts'
import { restoreThreadSimpleQueue } from '../queue/simpleQueue.ts'
import { restoreLocal } from '../threading/local.ts'
import { cloneShared } from '../threading/plain.ts'
import { restoreShared, sharedCopies } from '../threading/shared.ts'
import { synchronizeRevivers } from '../threading/synchronize.ts'
import { restoreThread } from '../threading/thread.ts'
import { workerClasses } from '../workers.ts'
import type { SharedNames } from './tables.ts'

/** Functions of JavaScript that are worth sending: `pool.map(Math.sqrt, xs)`. */
const BUILT_IN: readonly Function[] = [
  ...Object.getOwnPropertyNames(Math)
    .sort()
    .map(name => (Math as unknown as Record<string, unknown>)[name]),
  ...[Number, String, Boolean, BigInt, parseInt, parseFloat, JSON.parse, JSON.stringify],
  ...[
    Number.isInteger,
    Number.isFinite,
    Number.isNaN,
    Array.isArray,
    Object.keys,
    Object.entries,
    cloneShared,
  ],
].filter(value => typeof value === 'function')

const isClass = (f: Function): boolean => /^class\b/.test(Function.prototype.toString.call(f))

/** What every process has besides the program, in the same order everywhere. */
export function sharedNames(): SharedNames {
  const functions: Function[] = [...BUILT_IN, serveManager]
  const classes = new Map<string, Function>()
  for (const [specifier, module] of modules) {
    for (const name of Object.keys(module).sort()) {
      const value = module[name]
      if (typeof value !== 'function') continue
      if (isClass(value)) classes.set(`${specifier}.${name}`, value)
      else functions.push(value)
    }
  }
  const known = new Set(classes.values())
  const own = { ...errors, ...workerClasses, KernelError, EncodingError, DecodeError }
  for (const [name, value] of Object.entries(own)) if (!known.has(value)) classes.set(`weft.${name}`, value)
  return { functions, classes }
}

/** Tells the codec how the library's objects are made again. */
export function registerRevivers(codec: Codec): void {
  codec.registerReviver('io.Device', restoreDevice)
  codec.registerReviver('managers.Proxy', restoreProxy)
  codec.registerReviver('managers.ReplyBox', restoreReplyBox)
  codec.registerReviver('concurrent.futures.Executor', restoreExecutor)
  codec.registerReviver('multiprocessing.Array', restoreArray)
  codec.registerReviver('threading.Thread', restoreThread)
  codec.registerReviver('threading.local', restoreLocal)
  codec.registerReviver('multiprocessing.Barrier', restoreBarrier)
  codec.registerReviver('multiprocessing.BoundedSemaphore', restoreBoundedSemaphore)
  codec.registerReviver('multiprocessing.Condition', restoreCondition)
  codec.registerReviver('multiprocessing.Event', restoreEvent)
  codec.registerReviver('multiprocessing.RLock', restoreRLock)
  codec.registerReviver('multiprocessing.Semaphore', restoreSemaphore)
  for (const [name, reviver] of synchronizeRevivers) codec.registerReviver(name, reviver)
  codec.registerReviver('multiprocessing.Context', restoreContext)
  codec.registerReviver('multiprocessing.Lock', restoreLock)
  codec.registerReviver('multiprocessing.pool.Asker', restoreAsker)
  codec.registerReviver('multiprocessing.pool.Pool', restorePool)
  codec.registerReviver('multiprocessing.Process', restoreProcess)
  codec.registerReviver('multiprocessing.Queue', restoreQueue)
  codec.registerReviver('multiprocessing.JoinableQueue', restoreJoinableQueue)
  codec.registerReviver('multiprocessing.SimpleQueue', restoreSimpleQueue)
  codec.registerReviver('multiprocessing.Connection', restoreConnection)
  codec.registerReviver('queue.Queue', restoreOf(ThreadQueue))
  codec.registerReviver('queue.LifoQueue', restoreOf(LifoQueue))
  codec.registerReviver('queue.PriorityQueue', restoreOf(PriorityQueue))
  codec.registerReviver('queue.SimpleQueue', restoreThreadSimpleQueue)
  codec.registerReviver('multiprocessing.Value', restoreValue)
  codec.registerReviver('multiprocessing.RawArray', restoreRawArray)
  codec.registerReviver('multiprocessing.RawValue', restoreRawValue)
  codec.registerReviver('multiprocessing.SharedMemory', restoreSharedMemory)
  codec.registerReviver('multiprocessing.ShareableList', restoreShareableList)
  codec.registerReviver('threading.shared', restoreShared)
  codec.states = sharedCopies
}
