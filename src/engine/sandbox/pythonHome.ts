import type { CompiledProgram } from '../../program/compiled.ts'
import type { Preparing, PythonFiles, PythonParts, PythonToFrame } from '../protocol.ts'
import type { ScriptUrls } from './scriptUrls.ts'
import { Stock, type StockedWorker } from './stock.ts'

interface HomeParts {
  readonly urls: ScriptUrls
  readonly epoch: number
  readonly preparing: (progress: Preparing) => void
  /** A snapshot that was made here. */
  readonly base: (bytes: ArrayBuffer) => void
}

/** ms. A worker that says nothing for so long will not start any more. */
const PATIENCE = 55_000

/**
 * Makes Python's workers possible in this frame: the module compiled once, the scripts at URLs, the base snapshot shared by all. What
 * can be done with a file is begun as soon as it is there.
 */
export class PythonHome {
  readonly #parts: HomeParts
  readonly #urls = new Map<string, string>()
  #module: Promise<WebAssembly.Module> | null = null
  #wasm: ArrayBuffer | null = null
  #stdlib: SharedArrayBuffer | null = null
  /** Loads Pyodide's scripts, and waits for the rest. */
  #first: StockedWorker | null = null

  constructor(parts: HomeParts) {
    this.#parts = parts
  }

  /** One of the files that Python is made of. */
  take(name: keyof PythonFiles<unknown>, bytes: ArrayBuffer): void {
    if (name === 'wasm') {
      this.#wasm = bytes
      this.#compile(bytes)
    } else if (name === 'stdlib') this.#stdlib = shared(bytes)
    else {
      this.#urls.set(name, this.#parts.urls.make(new TextDecoder().decode(bytes)))
      if (this.#urls.size === SCRIPTS) this.#first = this.#start()
    }
  }

  /** When all files are there: resolves to the stock, in which one worker stands ready. Throws when no worker can be started. */
  async open(base: ArrayBuffer | null): Promise<Stock> {
    const { epoch, preparing, base: tellBase } = this.#parts
    preparing({ step: 'compile', done: 0, total: 1 })
    if (this.#wasm === null || this.#stdlib === null) throw new Error('Internal error: a file is missing')
    const given = base === null ? null : shared(base)
    const parts: PythonParts = {
      type: 'prepare',
      module: await (this.#module ?? this.#compile(this.#wasm)),
      ...this.#scripts(),
      stdlib: this.#stdlib,
      base: given,
    }
    preparing({ step: 'start', done: 0, total: 1 })
    const worker = this.#first?.error === null ? this.#first : this.#start()
    this.#first = null
    const image = await prepare(worker, parts)
    const stock = new Stock(this.#url('worker'), epoch, { ...parts, base: image })
    stock.add(worker)
    // Before any program could change it. The app has another memory.
    if (given === null) tellBase(new Uint8Array(image).slice().buffer)
    preparing({ step: 'start', done: 1, total: 1 })
    return stock
  }

  /** What failed, for want of memory perhaps, is tried again by whoever opens Python next. */
  #compile(bytes: ArrayBuffer): Promise<WebAssembly.Module> {
    const module = WebAssembly.compile(bytes)
    this.#module = module
    module.catch(() => {
      this.#module = null
    })
    return module
  }

  #start(): StockedWorker {
    return new Stock(this.#url('worker'), this.#parts.epoch, { type: 'load', ...this.#scripts() }).take()
  }

  #scripts(): Pick<PythonParts, 'loaderUrl' | 'asmUrl'> {
    return { loaderUrl: this.#url('loader'), asmUrl: this.#url('asm') }
  }

  #url(name: string): string {
    const url = this.#urls.get(name)
    if (url === undefined) throw new Error('Internal error: a file is missing')
    return url
  }
}

/** `loader`, `asm` and `worker`. */
const SCRIPTS = 3

/** Has a worker start its Python: resolves to the base snapshot that it started from, or has made. */
async function prepare(worker: StockedWorker, parts: PythonParts): Promise<SharedArrayBuffer> {
  try {
    const answered = answer(worker, parts.base === null ? 'base' : 'prepared')
    worker.port.postMessage(parts)
    const told = await answered
    return told.type === 'base' ? told.bytes : (parts.base as SharedArrayBuffer)
  } catch (error) {
    worker.terminate()
    throw error
  }
}

/** Waits for what a worker answers to `prepare`. */
function answer<Type extends 'prepared' | 'base'>(
  worker: StockedWorker,
  type: Type,
): Promise<PythonToFrame & { type: Type }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('it does not answer'), PATIENCE)
    const fail = (message: string): void => {
      clearTimeout(timer)
      reject(new Error(message))
    }
    if (worker.error !== null) fail(worker.error)
    const record = worker.onError
    worker.onError = message => {
      record(message)
      fail(message)
    }
    worker.port.onmessage = ({ data }: MessageEvent<PythonToFrame>) => {
      if (data.type === 'broken') fail(data.message)
      if (data.type !== type) return
      clearTimeout(timer)
      resolve(data as PythonToFrame & { type: Type })
    }
  })
}

/** A program whose packages lie in memory that all its processes share. */
export function withSharedPackages(program: CompiledProgram): CompiledProgram {
  const { packages } = program
  if (packages === undefined) return program
  const installed = packages.installed.map(each => ({ ...each, memory: shared(each.memory) }))
  return { ...program, packages: { ...packages, installed } }
}

function shared(bytes: ArrayBufferLike): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(new Uint8Array(bytes))
  return copy
}
