import type { PythonCallable } from './hooks.ts'
import { functionOf } from './imports.ts'
import type { PyodideModule } from './pyodide.ts'

/** The stack of a suspended thread: from `start`, where it got to, up to `stop`. */
interface ParkedStack {
  readonly start: number
  readonly stop: number
  readonly region: number
  /** What of it was copied out of the way of another stack in its region. */
  copy: Uint8Array
}

/** What Pyodide remembers of a suspended thread. */
interface ParkedThread {
  /** Where C keeps the state of its Python thread. */
  readonly threadState: number
  readonly stack: ParkedStack
}

/** Python which `run` calls is not suspended, but waits, if at all, by blocking the worker. */
export function blocking<T>({ validSuspender }: PyodideModule, run: () => T): T {
  const before = validSuspender.value
  validSuspender.value = false
  try {
    return run()
  } finally {
    validSuspender.value = before
  }
}

/**
 * The C stacks of Python's threads, all in one memory. Pyodide lays each new one right below the others and copies stacks out
 * of the way when one of them grows. Python's frames, however, are linked through entries on these stacks: whoever walks the
 * frames of a suspended thread whose stack was overwritten reads garbage. Whoever writes there must not be undone, either: the
 * lists of a garbage collection that a finalizer suspended begin on its stack, and other threads take objects out of them. So each
 * thread gets a region of its own here, which it does not outgrow, and Pyodide's books on suspended stacks, which expect the
 * newest to lie lowest, are replaced.
 */
export class Stacks {
  #live: PyodideModule | null = null
  readonly #parked = new Set<ParkedStack>()
  /** Which regions are taken. */
  readonly #taken: boolean[] = []
  /** Where the first thread's stack begins, and how many bytes it has to itself. */
  #top = 0
  #first = MAIN_REGION
  /** Of the thread that runs. */
  #region = MAIN
  /** Python's state of the thread that was told last how deep it may go. */
  #protected = 0
  #unsuspended = false

  /** Takes the place of what Pyodide's WebAssembly imports to suspend and resume threads. */
  replaceImports(imports: Record<string, unknown>): void {
    for (const name of ['ffi_call_js', 'saveState', 'restoreState']) functionOf(imports, name)
    // Frames of JavaScript can't be suspended: neither can the Python that these call back, which is at times nobody's wish (a
    // class made for a kind of object when the first of them comes).
    for (const [name, imported] of Object.entries(imports)) {
      if (typeof imported !== 'function' || !callsBack(name, imported)) continue
      imports[name] = (...args: unknown[]) => this.#blocking(() => imported(...args))
    }
    imports.saveState = () => this.#suspend()
    imports.restoreState = (thread: ParkedThread) => this.#resume(thread)
  }

  /** Once Pyodide is loaded. */
  begin(module: PyodideModule): void {
    this.#live = module
    this.#top = module.stackSave()
  }

  /** Lowest address that a suspended thread's stack has reached. */
  get lowest(): number {
    let lowest = this.#module.stackSave()
    for (const { start } of this.#parked) lowest = Math.min(lowest, start)
    return lowest
  }

  /** In a forked child: its stacks begin below `address`, where those of its parent's threads end, which its frames may still refer to. */
  beginBelow(address: number): void {
    const { _emscripten_stack_get_end: end, _emscripten_stack_get_base: base } = this.#module
    const room = address - end() >= LEAST
    // Deep in a line of forks nothing is left below. What is overwritten then belonged to ancestors' threads, which run no more.
    this.#top = room ? (address - RED_ZONE) & ~15 : base() - RED_ZONE
    this.#first = Math.min(MAIN_REGION, (this.#top - end()) >> 1)
    this.#parked.clear()
    this.#taken.length = 0
    this.#module.stackRestore(this.#top)
  }

  /** Whether what runs is called by `unsuspended`. */
  get isUnsuspended(): boolean {
    return this.#unsuspended
  }

  /** As no thread: Python which `run` calls is not suspended, but waits, if at all, by blocking the worker. */
  unsuspended<T>(run: () => T): T {
    this.#unsuspended = true
    try {
      return this.#blocking(run)
    } finally {
      this.#unsuspended = false
    }
  }

  #blocking<T>(run: () => T): T {
    // While Pyodide is loaded nothing is suspended.
    return this.#live === null ? run() : blocking(this.#live, run)
  }

  /** Keeps a Python callable and returns what runs it as a thread (see `WorkerHooks.greenThread`). */
  thread(run: PythonCallable): () => Promise<void> {
    const callable = this.#keep(run)
    return async () => {
      const region = this.#take()
      try {
        await this.#run(callable, region, [])
      } finally {
        this.#taken[region] = false
      }
    }
  }

  /** Runs a Python callable as the process's first thread. What it returned. */
  main(run: PythonCallable, args: readonly unknown[]): Promise<unknown> {
    return this.#run(this.#keep(run), MAIN, args)
  }

  #keep(run: PythonCallable): number {
    const callable = this.#module.PyProxy_getPtr(run)
    this.#module._Py_IncRef(callable)
    return callable
  }

  /** Up to its first suspension before it returns. */
  async #run(callable: number, region: number, args: readonly unknown[]): Promise<unknown> {
    const module = this.#module
    const { validSuspender } = module
    const error = module._malloc(4)
    this.#enter(region)
    const before = validSuspender.value
    try {
      const ended = module.promisingApply(callable, [...args], args.length, [], 0, error)
      // Whatever runs next in this worker, until a thread is resumed, is no thread's.
      validSuspender.value = before
      const [result] = await ended
      if (result !== module.error) return result
      module._PyErr_SetRaisedException(module.HEAPU32[error >>> 2] ?? 0)
      return module._pythonexc2js()
    } finally {
      module._free(error)
      // No thread runs: what Python does when the object ends cannot be suspended.
      this.#blocking(() => module._Py_DecRef(callable))
    }
  }

  #take(): number {
    let region = this.#taken.indexOf(false)
    if (region === -1) region = this.#taken.length
    this.#taken[region] = true
    return region
  }

  /** Puts the stack pointer to the top of a region. */
  #enter(region: number): void {
    const space = this.#top - this.#first - this.#module._emscripten_stack_get_end() - LEAST
    // More threads than regions share some: they are copied out of each other's way.
    const regions = Math.max(1, Math.floor(space / REGION))
    this.#region = region === MAIN ? MAIN : region % regions
    const top = region === MAIN ? this.#top : this.#top - this.#first - this.#region * REGION
    this.#makeRoom()
    this.#module.stackRestore(top & ~15)
    this.#protected = 0
  }

  /**
   * Tells Python how deep the thread that runs may go; to be called from it, soon after it has begun. Python would take all of C's
   * stack, but the browser's own, which each thread has besides, is full before that, and then the worker is lost: a
   * RecursionError has to come first.
   */
  protect(): void {
    const module = this.#module
    // No thread runs, or not on a stack of its own.
    if (!module.validSuspender.value) return
    const thread = module.__PyThreadState_GetCurrent()
    if (thread === this.#protected) return
    this.#protected = thread
    const top = module.stackStop
    const depth = this.#region === MAIN ? Math.min(DEPTH, this.#first) : DEPTH
    const start = Math.max(top - depth, module._emscripten_stack_get_end())
    module._PyUnstable_ThreadState_SetStackProtection(thread, start, top - start)
  }

  /** Copies away what lies in the region of the thread that is about to run. */
  #makeRoom(): void {
    const { HEAPU8 } = this.#module
    for (const state of this.#parked) {
      if (state.region === this.#region && state.copy.length === 0)
        state.copy = HEAPU8.slice(state.start, state.stop)
    }
  }

  #suspend(): ParkedThread | unknown {
    const module = this.#module
    if (!module.validSuspender.value) return module.error
    const threadState = module._captureThreadState()
    if (threadState === 0) return module.error
    const stack: ParkedStack = {
      start: module.stackSave(),
      stop: module.stackStop,
      region: this.#region,
      copy: NOTHING,
    }
    this.#parked.add(stack)
    return { threadState, stack } satisfies ParkedThread
  }

  #resume({ threadState, stack }: ParkedThread): void {
    const module = this.#module
    this.#parked.delete(stack)
    this.#region = stack.region
    this.#makeRoom()
    module.HEAPU8.set(stack.copy, stack.start)
    module.stackStop = stack.stop
    module.stackRestore(stack.start)
    module._restoreThreadState(threadState)
    module.validSuspender.value = true
  }

  get #module(): PyodideModule {
    if (this.#live === null) throw new Error('Internal error: Pyodide is not loaded yet')
    return this.#live
  }
}

/** Whether what WebAssembly imports may call Python: what ctypes calls, and what Pyodide takes errors of others from. */
function callsBack(name: string, imported: Function): boolean {
  return name === 'ffi_call_js' || String(imported).includes('handle_js_error')
}

/** In the place of a region's number. */
const MAIN = -1
const NOTHING = new Uint8Array(0)
/** Bytes for the first thread of a process: of 10 MB in all. */
const MAIN_REGION = 1 << 20
/** Bytes that a thread's C stack may take. At 400 KB the browser's, of 1 MB, was full (a recursion through `__repr__`). */
const DEPTH = 300 * 1024
/** Bytes for each other one: some more, for what C does without asking. */
const REGION = DEPTH + (1 << 14)
/** Bytes that must be left below the lowest stack. */
const LEAST = 1 << 18
/** Between the stacks of a child and those that its parent had. */
const RED_ZONE = 1024
