/** What compile needs to know of the library: kept apart, so that the app can read it without the implementation. */
export interface LibraryNames {
  /** Modules that a program can import. */
  readonly modules: ReadonlySet<string>
  /** Functions, methods and classes whose calls are worth a place in the source: compile stores the site before them. */
  readonly siteMembers: ReadonlySet<string>
}

export const LIBRARY_NAMES: LibraryNames = {
  modules: new Set([
    'builtins',
    'concurrent.futures',
    'io',
    'multiprocessing',
    'multiprocessing.managers',
    'multiprocessing.connection',
    'multiprocessing.sharedMemory',
    'multiprocessing.pool',
    'os',
    'queue',
    'random',
    'signal',
    'sys',
    'threading',
    'time',
  ]),
  siteMembers: new Set([
    // Process
    ...['Process', 'start', 'join', 'terminate', 'kill', 'isAlive', 'exitcode', 'exitCode', 'activeChildren'],
    // Queue
    ...['Queue', 'put', 'get', 'putNowait', 'getNowait', 'qsize', 'empty', 'full'],
    ...['JoinableQueue', 'SimpleQueue', 'LifoQueue', 'PriorityQueue', 'taskDone', 'shutdown', 'joinThread'],
    // Connection, shared memory
    ...[
      'Pipe',
      'send',
      'recv',
      'sendBytes',
      'recvBytes',
      'poll',
      'RawValue',
      'RawArray',
      'SharedMemory',
      'ShareableList',
      'unlink',
    ],
    // Lock, Value, Array
    ...['Lock', 'acquire', 'release', 'hold', 'locked', 'Value', 'Array', 'getLock', 'value'],
    // RLock, Semaphore, Condition, Event, Barrier
    ...[
      'RLock',
      'Semaphore',
      'BoundedSemaphore',
      'with',
      'getValue',
      'Condition',
      'waitFor',
      'notify',
      'notifyAll',
    ],
    ...['Event', 'set', 'clear', 'isSet', 'Barrier', 'reset', 'abort', 'nWaiting', 'broken'],
    // Pool and AsyncResult
    ...[
      'Pool',
      'ThreadPool',
      'map',
      'starmap',
      'mapAsync',
      'starmapAsync',
      'apply',
      'applyAsync',
      'imap',
      'imapUnordered',
    ],
    ...['close', 'wait', 'ready', 'successful'],
    // threading
    ...['shared', 'Thread', 'Timer'],
    // Executors and futures
    ...['ProcessPoolExecutor', 'ThreadPoolExecutor', 'submit', 'shutdown', 'terminateWorkers', 'killWorkers'],
    ...['result', 'exception', 'cancel', 'next', 'asCompleted'],
    // Managers and their proxies
    ...[
      'Manager',
      'list',
      'dict',
      'Namespace',
      'append',
      'extend',
      'insert',
      'pop',
      'remove',
      'index',
      'count',
    ],
    ...['copy', 'update', 'setdefault', 'popitem', 'keys', 'values', 'items'],
    // sys, time, signal, io
    ...['exit', 'sleep', 'raiseSignal', 'Device', 'configure', 'read', 'readBytes', 'write', 'request'],
  ]),
}
