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
 * Makes Python's workers possible in this frame: the module compiled once, the scripts at URLs, the base snapshot shared by
 * all. Returns the stock, in which one worker stands ready. Throws when no worker can be started.
 */
export async function openPython(
  files: PythonFiles<ArrayBuffer>,
  base: ArrayBuffer | null,
  { urls, epoch, preparing, base: tellBase }: HomeParts,
): Promise<Stock> {
  preparing({ step: 'compile', done: 0, total: 1 })
  const url = (code: ArrayBuffer): string => urls.make(new TextDecoder().decode(code))
  const worker = url(files.worker)
  const parts: PythonParts = {
    type: 'prepare',
    module: await WebAssembly.compile(files.wasm),
    loaderUrl: url(files.loader),
    asmUrl: url(files.asm),
    stdlib: shared(files.stdlib),
    base: null,
  }
  const steps = base === null ? 2 : 1
  preparing({ step: 'start', done: 0, total: steps })
  const image = base === null ? await makeBase(new Stock(worker, epoch, parts).take()) : shared(base)
  preparing({ step: 'start', done: steps - 1, total: steps })
  const stock = new Stock(worker, epoch, { ...parts, base: image })
  stock.fill(1)
  await answer(stock.peek(), 'prepared')
  // Once it has been of use. The app has another memory.
  if (base === null) tellBase(new Uint8Array(image).slice().buffer)
  preparing({ step: 'start', done: steps, total: steps })
  return stock
}

async function makeBase(worker: StockedWorker): Promise<SharedArrayBuffer> {
  try {
    return (await answer(worker, 'base')).bytes
  } finally {
    worker.terminate()
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
