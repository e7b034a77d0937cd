declare module 'multiprocessing' {
  /**
   * Starts a manager: a process that keeps objects which all processes use by proxies. With `new` or without. Its server ends
   * with the process that made it, so let that one `join()` its children.
   * @example
   * using manager = Manager()
   * const results = manager.list()
   */
  export const Manager: {
    (): import('multiprocessing.managers').SyncManager
    new (): import('multiprocessing.managers').SyncManager
  }
}
