import { PythonBootError } from './pyodide.ts'

interface Sources {
  readonly module: WebAssembly.Module
  readonly stdlib: Uint8Array | SharedArrayBuffer
  /** Changes what the WebAssembly imports as `env`. */
  readonly replaceImports: (env: Record<string, unknown>) => void
  readonly instantiated: (exports: WebAssembly.Exports) => void
}

/** The worker's global scope, with what is replaced for a while. */
interface Scope {
  fetch: unknown
  importScripts: unknown
}

/**
 * Runs `load` while everything that Pyodide fetches comes from `sources`: it asks for its WebAssembly and its library by
 * `fetch`, and takes a worker for a classic one, which it refuses, if `importScripts` works. `heapSize`: bytes that the memory
 * must have from the start, so that a snapshot has room.
 */
export async function withoutNetwork<T>(
  sources: Sources,
  heapSize: number,
  load: () => Promise<T>,
): Promise<T> {
  const scope = globalThis as unknown as Scope
  const { fetch, importScripts } = scope
  const { instantiate, instantiateStreaming } = WebAssembly
  let instantiated = false
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    const env = imports?.env
    if (env === undefined) throw new PythonBootError('python.pyodide', 'Pyodide no longer imports "env".')
    sources.replaceImports(env as Record<string, unknown>)
    const instance = await instantiate.call(WebAssembly, sources.module, imports)
    const { memory } = instance.exports
    if (!(memory instanceof WebAssembly.Memory)) {
      throw new PythonBootError('python.pyodide', 'Pyodide no longer exports its memory.')
    }
    const missing = heapSize - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
    instantiated = true
    sources.instantiated(instance.exports)
    return { module: sources.module, instance }
  }
  scope.fetch = async (target: string | URL) => answer(String(target), sources)
  refuseScripts()
  try {
    const loaded = await load()
    if (!instantiated) {
      throw new PythonBootError(
        'python.pyodide',
        'Pyodide no longer starts by WebAssembly.instantiateStreaming.',
      )
    }
    return loaded
  } finally {
    scope.fetch = fetch
    scope.importScripts = importScripts
    WebAssembly.instantiateStreaming = instantiateStreaming
  }
}

/** Pyodide's scripts look at once, and at each start, whether the worker is a classic one. */
export function refuseScripts(): void {
  ;(globalThis as unknown as Scope).importScripts = () => {
    throw new Error('not in this worker')
  }
}

/** As much of a Response as Pyodide looks at. */
function answer(
  url: string,
  { stdlib }: Sources,
): { readonly ok: boolean; arrayBuffer(): Promise<ArrayBufferLike> } {
  if (url.endsWith('.wasm')) return { ok: true, arrayBuffer: async () => new ArrayBuffer(0) }
  if (url.endsWith('python_stdlib.zip')) {
    // Pyodide makes the only copy of it.
    return {
      ok: true,
      arrayBuffer: async () => (stdlib instanceof SharedArrayBuffer ? stdlib : stdlib.slice().buffer),
    }
  }
  throw new PythonBootError('python.pyodide', `Pyodide asks for ${url}, which it did not need before.`)
}

const PAGE = 65536
