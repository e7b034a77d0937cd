import { bootPython, type Python, type PythonAssets } from './boot.ts'
import importer from './importer.py?raw'
import { takeImage } from './snapshot.ts'

/** Weft's own Python modules: their texts by their names, and those to import before any of the standard library's. */
export interface PythonLibrary {
  readonly sources: Readonly<Record<string, string>>
  readonly first: readonly string[]
}

/**
 * Makes the base snapshot: a Python with Weft's modules and those of the standard library in memory that programs of this
 * subject import. The worker must not have run any program before; its Python is what it would be if it had started from that.
 */
export async function makeBase(
  assets: PythonAssets,
  library: PythonLibrary,
): Promise<{ readonly python: Python; readonly image: SharedArrayBuffer }> {
  const python = await bootPython({ ...assets, base: null })
  const { pyodide, module, names, functions, quick } = python
  pyodide.registerJsModule('_weft', names.bridge)
  quick.makeModule()
  const scope = pyodide.toPy({})
  pyodide.runPython(importer, { globals: scope })
  const install = scope.get('install')
  install(JSON.stringify(library.sources))
  install.destroy()
  scope.destroy()
  pyodide.runPython(warmUp(library.first), { globals: pyodide.toPy({}) })
  const image = takeImage(module, { objects: names.table(), functions: functions.added(module) })
  return { python, image }
}

/** A module of the standard library that can't be imported here fails in the program that imports it, not before. */
function warmUp(first: readonly string[]): string {
  return `
import importlib
for name in ${JSON.stringify(first)}: importlib.import_module(name)
for name in ${JSON.stringify(STANDARD)}:
    try: importlib.import_module(name)
    except ImportError: pass
import gc
gc.collect()
`
}

/** What tutorials on concurrency import, and what those modules import only when they are used. */
const STANDARD = [
  'multiprocessing',
  'multiprocessing.pool',
  'multiprocessing.managers',
  'multiprocessing.shared_memory',
  'multiprocessing.sharedctypes',
  'multiprocessing.synchronize',
  'multiprocessing.queues',
  'threading',
  'queue',
  'concurrent.futures',
  'concurrent.futures.process',
  'concurrent.futures.thread',
  'asyncio',
  'logging',
  'logging.handlers',
  'pickle',
  'copyreg',
  'ctypes',
  'struct',
  'array',
  'random',
  'time',
  'datetime',
  'os',
  'signal',
  'traceback',
  'linecache',
  'functools',
  'itertools',
  'collections',
  'dataclasses',
  'contextlib',
  'math',
  'string',
  'hashlib',
  'json',
  'tempfile',
  'uuid',
  'typing',
  'statistics',
  'timeit',
]
