import type { PyodideAPI } from 'pyodide'
import { BarePromises } from './barePromises.ts'
import { refuseScripts, withoutNetwork } from './bootHooks.ts'
import { BRIDGE_NAMES } from './bridgeNames.ts'
import { WorkerClock } from './clock.ts'
import { FunctionTable } from './functionTable.ts'
import { Interrupts } from './interrupts.ts'
import { JsNames } from './jsNames.ts'
import { refuseNetwork } from './network.ts'
import {
  type CreateModule,
  type LoadPyodide,
  type PyodideModule,
  PythonBootError,
  requireInsides,
  type SnapshotConfig,
} from './pyodide.ts'
import { QuickCalls } from './quickCalls.ts'
import { imageOf, type MemoryImage, writeImage } from './snapshot.ts'
import { Stacks } from './stacks.ts'

/** Pyodide, as the app fetched it: the worker itself has no network. */
export interface PythonAssets {
  readonly module: WebAssembly.Module
  /** Blob URLs of `pyodide.mjs` and `pyodide.asm.mjs`. */
  readonly loaderUrl: string
  readonly asmUrl: string
  /** `python_stdlib.zip` */
  readonly stdlib: Uint8Array | SharedArrayBuffer
  /** What `makeBase` made; null: starts from nothing, to make it. */
  readonly base: SharedArrayBuffer | null
}

/** A Python that runs in this worker. */
export interface Python {
  readonly pyodide: PyodideAPI
  readonly module: PyodideModule
  readonly names: JsNames
  readonly stacks: Stacks
  readonly clock: WorkerClock
  readonly functions: FunctionTable
  readonly quick: QuickCalls
  readonly interrupts: Interrupts
}

/** Reads Pyodide's scripts ahead of `bootPython`, which needs more that is still on its way. What fails here fails again there. */
export function preloadPython({ loaderUrl, asmUrl }: Pick<PythonAssets, 'loaderUrl' | 'asmUrl'>): void {
  refuseScripts()
  for (const url of [loaderUrl, asmUrl]) import(/* @vite-ignore */ url).catch(() => {})
}

/** Loads Pyodide into this worker. Throws PythonBootError. */
export async function bootPython(assets: PythonAssets): Promise<Python> {
  if (!('Suspending' in WebAssembly)) {
    throw new PythonBootError(
      'python.noJspi',
      'This browser lacks JavaScript Promise Integration (JSPI) for WebAssembly, which Python threads need.',
    )
  }
  const clock = new WorkerClock()
  clock.install()
  const image = assets.base === null ? null : imageOf(assets.base)
  const promises = new BarePromises()
  const names = new JsNames(BRIDGE_NAMES, promises)
  const stacks = new Stacks()
  const functions = new FunctionTable()
  const quick = new QuickCalls()
  const interrupts = new Interrupts()
  const { module: wasm, stdlib } = assets
  const replaceImports = (env: Record<string, unknown>): void => {
    stacks.replaceImports(env)
    promises.replaceImports(env)
    functions.replaceImports(env)
    interrupts.replaceImports(env)
    refuseNetwork(env, () => functions.memory.buffer)
  }
  const instantiated = (exports: WebAssembly.Exports): void => functions.begin(exports)
  const loaded = await withoutNetwork(
    { module: wasm, stdlib, replaceImports, instantiated },
    image?.heap.length ?? 0,
    async () => {
      const [loader, asm] = await Promise.all([
        import(/* @vite-ignore */ assets.loaderUrl),
        import(/* @vite-ignore */ assets.asmUrl),
      ])
      const { loadPyodide } = loader as { loadPyodide: LoadPyodide }
      const { default: create } = asm as { default: CreateModule }
      return loadPyodide({
        indexURL: NOWHERE,
        lockFileContents: LOCK_FILE,
        createPyodideModule: (async (settings: object) => {
          const module = await create(settings)
          requireInsides(module)
          quick.reserve(module)
          functions.attach(module)
          module.finalizationRegistry = NO_FINALIZERS
          if (image !== null) module.API.restoreSnapshot = () => restoreBase(module, image, functions)
          return module
        }) as never,
        ...(image === null ? {} : { _loadSnapshot: image.heap, _snapshotDeserializer: names.find }),
      })
    },
  )
  const module = loaded._module
  names.learn(module)
  stacks.begin(module)
  // `finalizeSetup` puts it in front each time: a snapshot would have it once more.
  if (image !== null) loaded.runPython('import sys; del sys.path[0]')
  return { pyodide: loaded, module, names, stacks, clock, functions, quick, interrupts }
}

function restoreBase(module: PyodideModule, image: MemoryImage, functions: FunctionTable): SnapshotConfig {
  writeImage(module, image)
  functions.adopt(module, image.functions)
  return image.objects
}

/**
 * Proxies of Python objects that are garbage of JavaScript's are not let go of. The browser tells of them at any time: also while no
 * Python thread runs, which Pyodide takes for a fatal error, and in forked children, where their addresses are other objects'.
 */
const NO_FINALIZERS = { register() {}, unregister() {} }

const NOWHERE = 'https://pyodide.invalid/'
/** Of no packages: they are the program's own. */
const LOCK_FILE = JSON.stringify({
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' },
  packages: {},
})
