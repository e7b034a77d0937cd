/** Makes a function that calls back in a new macrotask, without the 4 ms that nested timers wait. */
export function createLater(): (callback: () => void) => void {
  const { port1, port2 } = new MessageChannel()
  const callbacks: (() => void)[] = []
  port1.onmessage = () => callbacks.shift()?.()
  return callback => {
    callbacks.push(callback)
    port2.postMessage(null)
  }
}
