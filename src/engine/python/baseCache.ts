import { MAX_BASE_BYTES } from '../protocol.ts'

const CACHE = 'weft-python'
/** Header of the stored response: format, length and checksum of what follows. */
const SEAL = 'X-Weft-Seal'

/**
 * Keeps Python's base snapshot between visits. A browser may refuse storage or lose it at any time: then there is simply none.
 * A snapshot of another version, and one that is damaged, is thrown away.
 */
export class BaseCache {
  readonly #url: string
  readonly #storage: CacheStorage | undefined

  /** `version` names everything that the snapshot depends on. */
  constructor(version: string, storage: CacheStorage | undefined = cacheStorage()) {
    this.#url = `https://weft.invalid/base/${encodeURIComponent(version)}`
    this.#storage = storage
  }

  async read(): Promise<ArrayBuffer | null> {
    try {
      const cache = await this.#storage?.open(CACHE)
      const response = await cache?.match(this.#url)
      if (response === undefined) return null
      const base = await response.arrayBuffer()
      if (base.byteLength <= MAX_BASE_BYTES && response.headers.get(SEAL) === sealOf(base)) return base
      await this.remove()
    } catch {
      // As good as none.
    }
    return null
  }

  /** Takes the place of all that was kept before. */
  async write(base: ArrayBuffer): Promise<void> {
    await this.remove()
    try {
      const cache = await this.#storage?.open(CACHE)
      await cache?.put(this.#url, new Response(base, { headers: { [SEAL]: sealOf(base) } }))
    } catch {
      // Nothing is lost but time.
    }
  }

  async remove(): Promise<void> {
    await this.#storage?.delete(CACHE).catch(() => false)
  }
}

/** In a frame with an origin of its own alone, even to ask for it is an error. */
function cacheStorage(): CacheStorage | undefined {
  try {
    return globalThis.caches
  } catch {
    return undefined
  }
}

function sealOf(base: ArrayBuffer): string {
  return `1 ${base.byteLength} ${checksum(base)}`
}

/** FNV-1a over words, then over what bytes are left: quick enough for 30 MB, and storage is damaged by chance alone. */
function checksum(base: ArrayBuffer): number {
  const words = new Uint32Array(base, 0, base.byteLength >> 2)
  let hash = 0x811c9dc5
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193)
  for (const byte of new Uint8Array(base, words.byteLength)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
