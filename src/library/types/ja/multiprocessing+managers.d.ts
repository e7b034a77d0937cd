declare module 'multiprocessing' {
  /**
   * マネージャーを開始します。すべてのプロセスがプロキシを通して使うオブジェクトを持つ、専用のプロセスです。`new` は付けても付けなくてもかまいません。サーバーは
   * 作ったプロセスと一緒に終わるので、そのプロセスで子を `join()` してください。
   * @example
   * using manager = Manager()
   * const results = manager.list()
   */
  export const Manager: {
    (): import('multiprocessing.managers').SyncManager
    new (): import('multiprocessing.managers').SyncManager
  }
}
