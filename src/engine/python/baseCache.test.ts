import { expect, test } from 'vitest'
import { BaseCache } from './baseCache.ts'

/** As much of a browser's cache storage as is used; `stored` has what it keeps. */
function fakeStorage() {
  const stored = new Map<string, { body: ArrayBuffer; headers: Headers }>()
  const cache = {
    async match(url: string) {
      const found = stored.get(url)
      return found && new Response(found.body, { headers: found.headers })
    },
    async put(url: string, response: Response) {
      stored.set(url, { body: await response.arrayBuffer(), headers: response.headers })
    },
  }
  const storage = {
    open: async () => cache,
    async delete() {
      stored.clear()
      return true
    },
  }
  return { stored, storage: storage as unknown as CacheStorage }
}

const base = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).buffer

test('what was kept comes back on a later visit, for the same version alone', async () => {
  const { storage, stored } = fakeStorage()
  await new BaseCache('1', storage).write(base)
  expect(await new BaseCache('1', storage).read()).toEqual(base)
  expect(await new BaseCache('2', storage).read()).toBeNull()
  await new BaseCache('2', storage).write(base)
  expect(stored.size).toBe(1)
})

test.each([
  [
    'one bit is another',
    (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte)),
  ],
  [
    'one bit at its end is another',
    (bytes: Uint8Array<ArrayBuffer>) => bytes.map((b, i) => (i === 9 ? b ^ 1 : b)),
  ],
  ['it is cut short', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, 8)],
])('a snapshot of which %s is thrown away', async (_, damage) => {
  const { storage, stored } = fakeStorage()
  const cache = new BaseCache('1', storage)
  await cache.write(base)
  for (const kept of stored.values()) kept.body = damage(new Uint8Array(kept.body)).buffer
  expect(await cache.read()).toBeNull()
  expect(stored.size).toBe(0)
})

test('where even asking for storage is an error there is none', async () => {
  const given = Object.getOwnPropertyDescriptor(globalThis, 'caches')
  Object.defineProperty(globalThis, 'caches', {
    configurable: true,
    get: () => {
      throw new DOMException('no', 'SecurityError')
    },
  })
  try {
    expect(await new BaseCache('1').read()).toBeNull()
  } finally {
    Reflect.deleteProperty(globalThis, 'caches')
    if (given !== undefined) Object.defineProperty(globalThis, 'caches', given)
  }
})

test('where storage is refused there is never one, and nothing fails', async () => {
  const refuse = async (): Promise<never> => {
    throw new DOMException('no', 'SecurityError')
  }
  const storage = { open: refuse, delete: refuse } as unknown as CacheStorage
  for (const cache of [new BaseCache('1', storage), new BaseCache('1', undefined)]) {
    await cache.write(base)
    expect(await cache.read()).toBeNull()
    await cache.remove()
  }
})
