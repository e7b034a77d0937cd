import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { PythonFiles } from '../protocol.ts'
import { bundle } from './bundle.ts'
import { readWheelFolder, type WheelFolder } from './pythonWheels.ts'

/** A file as the page's origin serves it. */
export interface ServedFile {
  /** Below the page's folder; another path when the contents are others, so that it may be kept for ever. */
  readonly path: string
  readonly source: Uint8Array
  /** Bytes of the contents, which gzip may have made fewer in `source`. */
  readonly length: number
}

export interface PythonBuild {
  /** Names everything a base snapshot depends on. */
  readonly version: string
  readonly files: PythonFiles<ServedFile>
  /** Of whoever builds. */
  readonly folder: WheelFolder
  /** What the worker's script was made from. */
  readonly modules: readonly string[]
}

/**
 * Python for the page: Pyodide's files and the script of its workers. Those that gzip makes smaller are stored packed, and the
 * page unpacks them itself, because not every static host packs WebAssembly on its way. `wheels`: a folder of packages for programs;
 * null: there is none. Throws when it has what cannot be loaded.
 */
export async function buildPython(
  entry: string,
  minify: boolean,
  wheels: string | null,
): Promise<PythonBuild> {
  const manifest = createRequire(import.meta.url).resolve('pyodide/package.json')
  const { version: pyodide }: { version: string } = JSON.parse(await readFile(manifest, 'utf8'))
  const own = (name: string): Promise<Buffer> => readFile(join(dirname(manifest), name))
  const [wasm, stdlib, asm, loader, lock, script] = await Promise.all([
    own('pyodide.asm.wasm'),
    own('python_stdlib.zip'),
    own('pyodide.asm.mjs'),
    own('pyodide.mjs'),
    own('pyodide-lock.json'),
    bundle(entry, { minify }),
  ])
  const { info }: { info: { python: string; abi_version: string } } = JSON.parse(lock.toString())
  const abi = { python: info.python, abi: info.abi_version }
  const worker = Buffer.from(script.code)
  const hash = hashOf(worker)
  const folder = `python/${pyodide}-${hashOf(wasm, stdlib, asm, loader)}`
  return {
    version: `${folder.slice('python/'.length)}-${hash}`,
    files: {
      wasm: packed(`${folder}/pyodide.asm.wasm`, wasm),
      // A zip is packed already.
      stdlib: { path: `${folder}/python_stdlib.zip`, source: stdlib, length: stdlib.length },
      asm: packed(`${folder}/pyodide.asm.mjs`, asm),
      loader: packed(`${folder}/pyodide.mjs`, loader),
      worker: packed(`python/worker-${hash}.js`, worker),
    },
    folder: wheels === null ? { wheels: [], warnings: [] } : await readWheelFolder(wheels, abi),
    modules: script.files,
  }
}

function hashOf(...contents: readonly Buffer[]): string {
  const hash = createHash('sha256')
  for (const each of contents) hash.update(each)
  return hash.digest('hex').slice(0, 12)
}

function packed(path: string, contents: Buffer): ServedFile {
  return { path: `${path}.gz`, source: gzipSync(contents, { level: 9 }), length: contents.length }
}
