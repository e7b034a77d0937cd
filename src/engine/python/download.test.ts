import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { PYTHON_FILES } from '../protocol.ts'
import { downloadPython, type RemoteFile } from './download.ts'

const TEXT = 'print("hello")\n'.repeat(100)

/** A server that has each file, packed or not, unless `answer` says otherwise. */
function remote(packed: boolean, answer?: (url: string) => Response | null) {
  const source = packed ? gzipSync(TEXT) : Buffer.from(TEXT)
  const file = (name: string): RemoteFile => ({
    url: `https://host/python/${name}.gz`,
    bytes: source.length,
    length: TEXT.length,
  })
  const files = {
    wasm: file('wasm'),
    stdlib: file('stdlib'),
    asm: file('asm'),
    loader: file('loader'),
    worker: file('worker'),
  }
  const get = async (url: string) => answer?.(url) ?? new Response(new Uint8Array(source))
  return { files, get, total: source.length * PYTHON_FILES.length }
}

test.each([true, false])('files arrive whole, and their bytes are told of (packed: %s)', async packed => {
  const { files, get, total } = remote(packed)
  const told: [number, number][] = []
  const loaded = downloadPython(files, (done, total) => told.push([done, total]), get)
  for (const name of PYTHON_FILES) expect(new TextDecoder().decode(await loaded[name])).toBe(TEXT)
  expect(told.at(-1)).toEqual([total, total])
})

test('a host that unpacks on the way sends more bytes than were counted on, which is no more than all', async () => {
  const { files, get } = remote(true, () => new Response(TEXT))
  const told: number[] = []
  const loaded = downloadPython(files, (done, total) => told.push(done / total), get)
  await Promise.all(Object.values(loaded))
  expect((await loaded.asm).byteLength).toBe(TEXT.length)
  expect(Math.max(...told)).toBe(1)
})

test.each([
  ['is not there', () => new Response('Not found', { status: 404 }), 'loader.gz: HTTP 404'],
  ['is cut short', () => new Response('half'), 'loader.gz: 4 bytes came instead of 1500'],
  ['is another', () => new Response('<html>'.repeat(1000)), 'loader.gz: more than 1500 bytes came'],
])('a file that %s is named', async (_, answer, message) => {
  const { files, get } = remote(true, url => (url.endsWith('loader.gz') ? answer() : null))
  await expect(Promise.all(Object.values(downloadPython(files, () => {}, get)))).rejects.toThrow(message)
})

test('a file that the network does not bring is named', async () => {
  const { files, get } = remote(true, url => {
    if (url.endsWith('wasm.gz')) throw new TypeError('Failed to fetch')
    return null
  })
  await expect(downloadPython(files, () => {}, get).wasm).rejects.toThrow('wasm.gz: Failed to fetch')
})
