/**
 * What of CPython's own test suite is run: the classes of a module, under a start method where that matters. `like` picks classes
 * by name, so that suites of other versions, with other classes, are run as well.
 *
 * @typedef {{ readonly title: string, readonly module: string, readonly like: RegExp, readonly method: 'fork' | 'spawn' | null, readonly wanted: number }} Group
 * @type {readonly Group[]}  `wanted`: the share that is to pass of what is not excluded
 */
export const GROUPS = [
  { title: 'queue', module: 'test.test_queue', like: /Test$/, method: null, wanted: 1 },
  {
    title: 'threading',
    module: 'test.test_threading',
    like: /^(LockTests|PyRLockTests|CRLockTests|EventTests|ConditionTests|ConditionAsRLockTests|SemaphoreTests|BoundedSemaphoreTests|BarrierTests|TimerTests|ThreadTests|ThreadingExceptionTests|ExceptHookTests)$/,
    method: null,
    wanted: 0.95,
  },
  {
    title: 'futures',
    module: 'test.test_concurrent_futures',
    like: /^(Future|ThreadPool|ProcessPoolFork(?!server)|ProcessPoolSpawn)\w*Tests?$/,
    method: null,
    wanted: 0.95,
  },
  {
    title: 'multiprocessing, fork',
    module: 'test._test_multiprocessing',
    like: /^With(Processes|Manager|Threads)Test/,
    method: 'fork',
    wanted: 0.9,
  },
]
