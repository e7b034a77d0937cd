import { functionOf } from './imports.ts'

/**
 * A computer without a network, as C knows it. Emscripten would act as if it were there, by way of WebSockets: a name would have
 * an address, a connection would be made, and the program would wait for what never comes.
 */
export function refuseNetwork(imports: Record<string, unknown>, memory: () => ArrayBufferLike): void {
  for (const name of ['__syscall_connect', '__syscall_sendto', '__syscall_sendmsg']) {
    functionOf(imports, name)
    imports[name] = () => -ENETUNREACH
  }
  const find = functionOf(imports, 'getaddrinfo')
  imports.getaddrinfo = (node: number, ...rest: unknown[]) => {
    if (node === 0) return find(node, ...rest)
    const heap = new Uint8Array(memory())
    const host = textAt(heap, node >>> 0)
    if (host === LOCALHOST) {
      // It has an address of the same length.
      write(heap, node >>> 0, '127.0.0.1')
      try {
        return find(node, ...rest)
      } finally {
        write(new Uint8Array(memory()), node >>> 0, LOCALHOST)
      }
    }
    return isAddress(host) ? find(node, ...rest) : EAI_NONAME
  }
}

const LOCALHOST = 'localhost'

function isAddress(host: string): boolean {
  const parts = host.split('.')
  if (parts.length === 4) return parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256)
  return /^[\da-f]*:[\da-f:.]*$/i.test(host)
}

function write(heap: Uint8Array, address: number, text: string): void {
  for (let i = 0; i < text.length; i++) heap[address + i] = text.charCodeAt(i)
}

function textAt(heap: Uint8Array, address: number): string {
  return String.fromCharCode(...heap.subarray(address, heap.indexOf(0, address)))
}

/** Numbers of Emscripten's C library. */
const ENETUNREACH = 40
const EAI_NONAME = -2
