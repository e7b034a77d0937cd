declare module 'threading' {
  /**
   * State that the threads of this process share. JavaScript's threads have no variables in common, so what one thread
   * is to see of another goes here: `const state = shared({ count: 0, results: [] })` at the top of the program, then
   * `state.count` and `state.results.push(x)` in any thread, as with an ordinary object.
   *
   * `value` is copied. Objects and arrays in it, and those assigned later, become shared too. An instance of one of the
   * program's top-level classes keeps its methods: `const account = shared(new Account())` (fields named `#x` cannot be
   * shared: use `private x`). Fields may hold numbers, texts, booleans, `null`, and locks or queues; not functions,
   * promises, Map or Set.
   *
   * Each read and each write of a field is one step, and so is each `push`, `pop`, `shift` and `unshift`. Two steps are two:
   * between the read and the write of `state.count = state.count + 1` another thread may do the same, and one of the
   * additions is lost. Hold a lock where that matters:
   *
   * ```ts
   * const lock = new Lock()
   * const state = shared({ count: 0 })
   * function work() {
   *   lock.with(() => { state.count += 1 })
   * }
   * ```
   *
   * Other processes do not see it: a forked child gets a copy of its own, and a message takes a copy along. For memory that
   * processes share use `Value`, `Array` or a `Manager` of `multiprocessing`.
   */
  export function shared<T extends object>(value: T): T
}
