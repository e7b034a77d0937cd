import { files, version, wheels } from 'virtual:weft-python'
import type { HostPackages } from '../../program/compiled.ts'
import type { InstalledPackage } from '../../program/packages.ts'
import type { SourceFile } from '../../program/program.ts'
import { unpackWheel } from '../../python/files/unpackWheel.ts'
import type { PythonFiles } from '../protocol.ts'
import { BaseCache } from './baseCache.ts'
import { download, downloadPython } from './download.ts'
import { type HostWheel, wheelsFor } from './hostWheels.ts'

type Got = (done: number, total: number) => void

/** What frames need for Python: its files, fetched once for all frames of the page, and the base snapshot. */
export class PythonSupply {
  readonly #cache = new BaseCache(version)
  #files: Promise<PythonFiles<ArrayBuffer>> | null = null
  /** Wheels of the host, as they are installed, by their URLs. */
  readonly #packages = new Map<string, InstalledPackage>()
  /** Who hears of the download under way. */
  #got: Got = () => {}

  /** The files; throws when they cannot be had, and tries again the next time. */
  async files(got: Got): Promise<PythonFiles<ArrayBuffer>> {
    this.#got = got
    this.#files ??= downloadPython(files, (done, total) => this.#got(done, total))
    try {
      return await this.#files
    } catch (error) {
      this.#files = null
      throw error
    }
  }

  /** What a program needs of the host's wheels, each fetched once; throws when one cannot be had. Null: nothing. */
  async packages(program: readonly SourceFile[], got: Got): Promise<HostPackages | null> {
    if (wheels.length === 0) return null
    const needed = await wheelsFor(program, wheels)
    const missing = needed.filter(({ url }) => !this.#packages.has(url))
    const contents = await download(missing, got)
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

  /** Only of a frame that has run no program. */
  keepBase(base: ArrayBuffer): void {
    void this.#cache.write(base)
  }

  dropBase(): Promise<void> {
    return this.#cache.remove()
  }
}
