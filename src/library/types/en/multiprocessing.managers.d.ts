/**
 * Objects that live in a process of their own and that all processes may use: the manager's server holds them, and each process
 * has proxies, which send each call there and wait for its answer. That is slower than shared memory, and holds anything.
 * Servers are reached from the run alone: there is no `connect`, no address, no authkey.
 */
declare module 'multiprocessing.managers' {
  type Blocking = import('multiprocessing').Blocking
  type Hold = import('multiprocessing').Hold
  // biome-ignore lint/suspicious/noExplicitAny: what a program keeps in a manager
  type Anything = any

  export interface StartOptions {
    /** Called once in the server, before it serves. */
    initializer?: (...args: never[]) => unknown
    initargs?: Iterable<unknown>
  }

  export interface RegisterOptions {
    /** Names of the methods that proxies offer. Default: all that do not begin with `_`. */
    exposed?: Iterable<string>
    /** Methods whose result stays in the server as an object of a type; the caller gets a proxy. */
    methodToTypeid?: Readonly<Record<string, string>>
    /** NamespaceProxy: proxies offer the attributes, not the methods. Default: AutoProxy. */
    proxytype?: typeof AutoProxy | typeof NamespaceProxy
  }

  /**
   * A manager for classes and functions of the program. Its server is a daemon: it ends with the process that made it.
   * @example
   * class Counter { n = 0; add() { return ++this.n } }
   * class MyManager extends BaseManager { declare Counter: () => Counter }
   * MyManager.register('Counter', Counter)
   * using manager = new MyManager()
   * manager.Counter().add()
   */
  export class BaseManager {
    /** A manager; its server starts with `start()` or with the first object. */
    constructor()
    /**
     * Gives this class of managers a method that calls `callable` in the server and returns a proxy of what it makes. Methods
     * of the object that are `async` let the server do other things while they wait; others hold all callers up.
     */
    static register(typeid: string, callable: Function, options?: RegisterOptions): void
    /** Starts the server. */
    start(options?: StartOptions): this
    /** Ends the server and all its objects. `using manager = …` does this at the end of the block. */
    shutdown(): void
    [Symbol.dispose](): void
    [Symbol.asyncDispose](): Promise<void>
  }

  /** A manager of lists, dicts, locks and so on: what `Manager()` of multiprocessing makes. */
  export class SyncManager extends BaseManager {
    /** A list that all processes share. */
    list<T = Anything>(items?: Iterable<T>): ListProxy<T>
    /** A dict that all processes share, from an object, a Map or pairs. */
    dict(initial?: object): DictProxy
    /** An object whose attributes all processes share. */
    Namespace(fields?: object): NamespaceProxy
    /** One value of any kind. The type code is for the reader. */
    Value<T = Anything>(typecode: string, value: T): ValueProxy<T>
    /** A list of fixed length. The type code is for the reader. */
    Array<T = Anything>(typecode: string, items: Iterable<T>): ArrayProxy<T>
    /** A lock, owned by the process or thread that acquires it. */
    Lock(): AcquirerProxy
    /** A recursive lock. */
    RLock(): AcquirerProxy
    Semaphore(value?: number): AcquirerProxy
    BoundedSemaphore(value?: number): AcquirerProxy
    /** A condition over a lock of this manager; without one it has a recursive lock of its own. */
    Condition(lock?: AcquirerProxy): ConditionProxy
    Event(): EventProxy
    /** Lets processes go on once `parties` of them have come. The action runs in the server. */
    Barrier(parties: number, options?: { action?: () => unknown; timeout?: number | null }): BarrierProxy
    Queue<T = Anything>(maxsize?: number): QueueProxy<T>
    JoinableQueue<T = Anything>(maxsize?: number): JoinableQueueProxy<T>
  }

  /**
   * Makes shared memory, and takes its names away when it is shut down or its block ends.
   * @example
   * using manager = new SharedMemoryManager()
   * const list = manager.ShareableList([1, 2, 3])
   */
  export class SharedMemoryManager extends BaseManager {
    /** New shared memory of so many bytes. */
    SharedMemory(size: number): import('multiprocessing.sharedMemory').SharedMemory
    /** A new list in shared memory. */
    ShareableList(
      sequence: Iterable<import('multiprocessing.sharedMemory').ShareableItem>,
    ): import('multiprocessing.sharedMemory').ShareableList
    shutdown(): void
  }

  /** Stands for an object in a manager's server. A proxy may be sent to any process, and may be a value in a list or dict. */
  export class BaseProxy {
    protected constructor()
    /** Calls a method of the object by its name. */
    _callmethod(method: string, args?: readonly unknown[]): Anything
    /** A copy of the object. */
    _getvalue(): Anything
  }

  /** A proxy with the methods of an object of a registered type. */
  export class AutoProxy extends BaseProxy {}

  /**
   * A list in the server. What you take out is a copy: `list[0].x = 1` changes that copy alone. Set the item again
   * (`list[0] = item`), or keep a proxy in it.
   * @example
   * const list = manager.list([1, 2])
   * list.append(3)
   * list[0] // 1
   */
  export class ListProxy<T = Anything> extends BaseProxy implements Iterable<T> {
    protected constructor()
    [index: number]: T
    readonly length: number
    /** Adds an item at the end. */
    append(value: T): void
    /** Adds items at the end; the new length. */
    push(...values: T[]): number
    /** Adds all items of an array or the like. */
    extend(values: Iterable<T>): void
    insert(index: number, value: T): void
    /** Takes an item out, the last one if no index is given. Throws IndexError when there is none. */
    pop(index?: number): T
    /** Takes out the first item that is equal to the value. Throws ValueError when there is none. */
    remove(value: T): void
    /** Sorts in place: numbers by size, texts by their characters. The key is called in the server. */
    sort(options?: { key?: (item: T) => unknown; reverse?: boolean }): void
    reverse(): void
    /** Where the first equal item is. Throws ValueError when there is none. */
    index(value: T): number
    /** How many items are equal to the value. */
    count(value: T): number
    clear(): void
    /** The item at an index; negative ones count from the end. */
    at(index: number): T
    /** A copy of a part as a plain array. */
    slice(start?: number, end?: number): T[]
    includes(value: T): boolean
    /** A copy as a plain array. */
    copy(): T[]
    [Symbol.iterator](): IterableIterator<T>
  }

  /**
   * A dict in the server. Values are copies, as in a ListProxy. A missing key reads as undefined. Keys that look alike are one:
   * `dict[1]` and `dict['1']`. Iterating gives the keys.
   * @example
   * const dict = manager.dict({ a: 1 })
   * dict.b = 2
   * Object.keys(dict) // ['a', 'b']
   */
  export class DictProxy extends BaseProxy implements Iterable<Anything> {
    protected constructor()
    [key: string]: Anything
    readonly size: number
    readonly length: number
    /** The value of a key, or else `otherwise`. */
    get(key: unknown, otherwise?: Anything): Anything
    set(key: unknown, value: unknown): void
    has(key: unknown): boolean
    /** Removes a key; whether there was one. */
    delete(key: unknown): boolean
    keys(): Anything[]
    values(): Anything[]
    /** Pairs of keys and values. */
    items(): [Anything, Anything][]
    /** Removes a key and returns its value. Throws KeyError when there is none and no `otherwise`. */
    pop(key: unknown, otherwise?: Anything): Anything
    /** Removes the pair that was added last. */
    popitem(): [Anything, Anything]
    /** The value of a key, which is set first if there was none. One step: nobody comes between. */
    setdefault(key: unknown, value?: unknown): Anything
    /** Takes over all pairs of an object, a Map or an array of pairs. */
    update(other: object): void
    clear(): void
    /** A copy as a plain object. */
    copy(): Record<string, Anything>
    [Symbol.iterator](): IterableIterator<Anything>
  }

  /**
   * An object in the server whose attributes are read and written. Those that begin with `_` stay hidden.
   * @example
   * const ns = manager.Namespace({ x: 1 })
   * ns.x += 1
   */
  export class NamespaceProxy extends BaseProxy {
    protected constructor()
    [name: string]: Anything
  }

  /** A value in the server. `v.value += 1` is a read and a write: hold a lock meanwhile. */
  export class ValueProxy<T = Anything> extends BaseProxy {
    protected constructor()
    value: T
    get(): T
    set(value: T): void
  }

  /** A list of fixed length in the server. */
  export class ArrayProxy<T = Anything> extends BaseProxy implements Iterable<T> {
    protected constructor()
    [index: number]: T
    readonly length: number
    at(index: number): T
    slice(start?: number, end?: number): T[]
    [Symbol.iterator](): IterableIterator<T>
  }

  /** A Lock, RLock, Semaphore or BoundedSemaphore in the server. */
  export class AcquirerProxy extends BaseProxy {
    protected constructor()
    /** Takes it; waits while another has it. False when it was not free in time. */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** Gives it back; a semaphore `n` times. Throws when that is more than was taken. */
    release(n?: number): void
    locked(): boolean
    /** Takes it until the end of the block: `using _ = lock.hold()`. */
    hold(timeout?: number | null): Hold
    /** Takes it, calls the function, gives it back, whatever happens. */
    with<T>(callback: () => T): T
  }

  /** A Condition in the server. */
  export class ConditionProxy extends AcquirerProxy {
    /** Gives the lock back, waits to be notified, takes the lock again. False when nobody did in time. */
    wait(timeout?: number | null | { timeout?: number | null }): boolean
    /** Waits until the predicate, called here, is true; returns its last value. */
    waitFor<T>(predicate: () => T, timeout?: number | null): T
    /** Wakes `n` that wait. */
    notify(n?: number): void
    notifyAll(): void
  }

  /** An Event in the server. */
  export class EventProxy extends BaseProxy {
    protected constructor()
    isSet(): boolean
    set(): void
    clear(): void
    /** Waits until it is set. False when it was not in time. */
    wait(timeout?: number | null | { timeout?: number | null }): boolean
  }

  /** A Barrier in the server. */
  export class BarrierProxy extends BaseProxy {
    protected constructor()
    readonly parties: number
    readonly nWaiting: number
    readonly broken: boolean
    /** Waits for the others; a number from 0 to `parties` − 1, for each another. Throws BrokenBarrierError. */
    wait(timeout?: number | null | { timeout?: number | null }): number
    reset(): void
    abort(): void
  }

  /** A Queue in the server. */
  export interface QueueProxy<T = Anything> extends BaseProxy {
    /** Adds a value; waits while the queue is full. Throws `Full` (module `queue`) when no room came in time. */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** Takes the oldest value; waits while the queue is empty. Throws `Empty` when none came in time. */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    putNowait(value: T): void
    getNowait(): T
    qsize(): number
    empty(): boolean
    full(): boolean
  }

  /** A JoinableQueue in the server. */
  export interface JoinableQueueProxy<T = Anything> extends QueueProxy<T> {
    /** Says that an item that was taken is done. */
    taskDone(): void
    /** Waits until every item is done. */
    join(): void
  }
}
