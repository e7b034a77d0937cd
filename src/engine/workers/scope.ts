/** What a program cannot use, and what to say to someone who tries. */
const NETWORK = 'Programs run without network access'
const REFUSED: Readonly<Record<string, string>> = {
  fetch: NETWORK,
  XMLHttpRequest: NETWORK,
  WebSocket: NETWORK,
  WebSocketStream: NETWORK,
  WebTransport: NETWORK,
  EventSource: NETWORK,
  RTCPeerConnection: NETWORK,
  importScripts: `${NETWORK}; write import at the top of a file for the program's other files and the library`,
  indexedDB: 'Programs have no storage',
  caches: 'Programs have no storage',
  Worker: 'Start a Process of the module "multiprocessing" instead',
  SharedWorker: 'Start a Process of the module "multiprocessing" instead',
  BroadcastChannel: 'Processes exchange data through a Queue of the module "multiprocessing"',
  postMessage: 'Processes exchange data through a Queue of the module "multiprocessing"',
  close: 'A process ends when its target returns',
}

/**
 * Takes out of the worker's global scope what could reach past the kernel, at every step of its prototype chain. The
 * sandbox's policy refuses network and storage in any case; this makes the refusal readable.
 */
export function guardScope(scope: object = globalThis): void {
  for (const [name, reason] of Object.entries(REFUSED)) {
    let found = false
    for (let holder: object | null = scope; holder !== null; holder = Object.getPrototypeOf(holder)) {
      if (Object.hasOwn(holder, name)) found = Reflect.deleteProperty(holder, name) || found
    }
    if (found) Object.defineProperty(scope, name, { value: refusal(name, reason) })
  }
}

/** Stands for a function, a class or an object: whatever is done with it tells the reason. */
function refusal(name: string, reason: string): unknown {
  const refuse = (): never => {
    throw new Error(`${name} is not available here. ${reason}.`)
  }
  // Of a class, because only what can be constructed makes a proxy that can.
  return new Proxy(class {}, { apply: refuse, construct: refuse, get: refuse })
}
