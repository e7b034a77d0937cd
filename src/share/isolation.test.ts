import { expect, test } from 'vitest'
import { type IsolationPage, supplyIsolation } from './isolation.ts'

/** A tab whose storage outlives its reloads. */
function tab(options: { isolatedAfterReload: boolean; registers?: boolean }) {
  const stored = new Map<string, string>()
  const container = {
    controller: null as object | null,
    ready: Promise.resolve(),
    register: async () => {
      if (options.registers === false) throw new Error('refused')
    },
    addEventListener(_: string, listener: () => void) {
      container.controller = {}
      listener()
    },
  }
  let reloads = 0
  const page = (): IsolationPage => ({
    isolated: options.isolatedAfterReload && reloads > 0,
    topLevel: true,
    serviceWorker: container as unknown as ServiceWorkerContainer,
    script: '/coi-sw.js',
    storage: {
      getItem: key => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: key => void stored.delete(key),
    },
    reload: () => {
      reloads += 1
    },
  })
  return { page, stored, reloads: () => reloads }
}

test('a page without headers is loaded once more through the service worker', async () => {
  const { page, stored, reloads } = tab({ isolatedAfterReload: true })
  expect(await supplyIsolation(page())).toBe('reloading')
  expect(await supplyIsolation(page())).toBe('isolated')
  expect(reloads()).toBe(1)
  expect(stored.size).toBe(0)
})

test('a browser that does not isolate it either way gets no loop of reloads', async () => {
  const { page, reloads } = tab({ isolatedAfterReload: false })
  expect(await supplyIsolation(page())).toBe('reloading')
  expect(await supplyIsolation(page())).toBe('impossible')
  expect(await supplyIsolation(page())).toBe('impossible')
  expect(reloads()).toBe(1)
})

test('a refused service worker, a frame and an insecure page are left as they are', async () => {
  const refused = tab({ isolatedAfterReload: true, registers: false })
  expect(await supplyIsolation(refused.page())).toBe('impossible')
  const { page, reloads } = tab({ isolatedAfterReload: true })
  expect(await supplyIsolation({ ...page(), topLevel: false })).toBe('impossible')
  expect(await supplyIsolation({ ...page(), serviceWorker: undefined })).toBe('impossible')
  expect(reloads()).toBe(0)
})
