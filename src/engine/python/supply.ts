import { files, version } from 'virtual:weft-python'
import type { PythonFiles } from '../protocol.ts'
import { BaseCache } from './baseCache.ts'
import { downloadPython } from './download.ts'

type Got = (done: number, total: number) => void

/** What frames need for Python: its files, fetched once for all frames of the page, and the base snapshot. */
export class PythonSupply {
  readonly #cache = new BaseCache(version)
  #files: Promise<PythonFiles<ArrayBuffer>> | null = null
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
