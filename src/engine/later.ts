/**
 * Makes a function that calls back in a new macrotask, without the 4 ms that nested timers wait, and not before `ms` have
 * passed. What it needs of its realm is taken now, before user code can change it.
 */
export function createLater(): (callback: () => void, ms?: number) => void {
  const startTimer = setTimeout
  const { port1, port2 } = new MessageChannel()
  const post = port2.postMessage.bind(port2)
  const callbacks: (() => void)[] = []
  port1.onmessage = () => callbacks.shift()?.()
  return (callback, ms = 0) => {
    if (ms > 0) {
      startTimer(callback, ms)
      return
    }
    callbacks.push(callback)
    post(null)
  }
}
