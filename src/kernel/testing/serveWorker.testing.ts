/**
 * Runs what a test's worker is for, and keeps it alive meanwhile: a pending `Atomics.waitAsync` does not under Node. An error ends the
 * worker with that error. Workers do not await at their top level: V8 crashes where one is terminated while such a module begins.
 */
export function serveWorker(serve: () => Promise<void>): void {
  // Taken now: a program may change its realm.
  const immediate = setImmediate
  const alive = setInterval(() => {}, 1000)
  serve()
    .finally(() => clearInterval(alive))
    .catch(error => {
      immediate(() => {
        throw error
      })
    })
}
