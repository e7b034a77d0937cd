import { files, version, wheels } from 'virtual:weft-python'
import type { HostPackages } from '../../program/compiled.ts'
import type { InstalledPackage } from '../../program/packages.ts'
import type { SourceFile } from '../../program/program.ts'
import { unpackWheel } from '../../python/files/unpackWheel.ts'
import type { PythonFiles } from '../protocol.ts'
import { BaseCache } from './baseCache.ts'
import { download, downloadPython } from './download.ts'
import { type HostWheel, wheelsFor } from './hostWheels.ts'

/** ms. */
const KEEP_AFTER = 1000

type Got = (done: number, total: number) => void

/** What frames need for Python: its files, fetched once for all frames of the page, and the base snapshot. */
export class PythonSupply {
  readonly #cache = new BaseCache(version)
  #files: PythonFiles<Promise<ArrayBuffer>> | null = null
  /** Wheels of the host, as they are installed, by their URLs. */
  readonly #packages = new Map<string, InstalledPackage>()
  /** Who hears of the download under way. */
  #got: Got = () => {}

  /** The files; those that cannot be had are rejected, and tried again the next time. */
  files(got: Got): PythonFiles<Promise<ArrayBuffer>> {
    this.#got = got
    if (this.#files !== null) return this.#files
    const asked = downloadPython(files, (done, total) => this.#got(done, total))
    this.#files = asked
    for (const file of Object.values(asked)) {
      file.catch(() => {
        if (this.#files === asked) this.#files = null
      })
    }
    return asked
  }

  /** What a program needs of the host's wheels, each fetched once; throws when one cannot be had. Null: nothing. */
  async packages(program: readonly SourceFile[], got: Got): Promise<HostPackages | null> {
    if (wheels.length === 0) return null
    const needed = await wheelsFor(program, wheels)
    const missing = needed.filter(({ url }) => !this.#packages.has(url))
    const contents = await Promise.all(download(missing, got))
    await Promise.all(missing.map((wheel, i) => this.#unpack(wheel, contents[i])))
    return {
      installed: needed.flatMap(({ url }) => this.#packages.get(url) ?? []),
      others: wheels.flatMap(wheel => (needed.includes(wheel) ? [] : wheel.modules)),
    }
  }

  async #unpack({ url }: HostWheel, contents: ArrayBuffer | undefined): Promise<void> {
    if (contents !== undefined) this.#packages.set(url, await unpackWheel(new Uint8Array(contents)))
  }

  /** The snapshot that an earlier frame made; null: there is none. It belongs to the caller. */
  base(): Promise<ArrayBuffer | null> {
    return this.#cache.read()
  }

  /** Only of a frame that has run no program. It is written when the program that was waited for has begun. */
  keepBase(base: ArrayBuffer): void {
    setTimeout(() => void this.#cache.write(base), KEEP_AFTER)
  }

  dropBase(): Promise<void> {
    return this.#cache.remove()
  }
}
