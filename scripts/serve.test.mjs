import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inRoot } from './lib/root.mjs'
import { createStaticServer, ISOLATION_HEADERS, listen, resolveRequest } from './serve.mjs'

const folder = mkdtempSync(join(tmpdir(), 'weft-serve-'))
const server = createStaticServer(join(folder, 'dist'))
let port = 0

beforeAll(async () => {
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist', 'index.html'), '<p>page')
  writeFileSync(join(folder, 'dist', 'assets', 'index-a1B2c3D4.js'), 'export {}')
  mkdirSync(join(folder, 'dist', 'python', '314.0.7-5ef5afc7701f'), { recursive: true })
  for (const name of [
    '314.0.7-5ef5afc7701f/python_stdlib.zip',
    '314.0.7-5ef5afc7701f/pyodide.mjs.gz',
    'worker-44cdfa21dec2.js.gz',
  ]) {
    writeFileSync(join(folder, 'dist', 'python', name), 'PK')
  }
  port = await listen(server, { host: '127.0.0.1', port: 0, strict: true })
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

/** @param {string} path @param {RequestInit} [init] */
const get = (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init)

/** The answer to a request line that fetch would tidy up. @param {string} path @returns {Promise<string>} */
const rawGet = path =>
  new Promise((resolve, reject) => {
    let answer = ''
    connect(port, '127.0.0.1')
      .on('data', data => {
        answer += data
      })
      .on('end', () => resolve(answer))
      .on('error', reject)
      .end(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  })

test('every answer carries the headers of isolation, refusals too', async () => {
  for (const path of ['/', '/assets/index-a1B2c3D4.js', '/missing.js']) {
    const { headers } = await get(path)
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) expect(headers.get(name), path).toBe(value)
  }
})

test('hashed assets are kept for ever, the page is asked for each time', async () => {
  const page = await get('/?embed')
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect(await page.text()).toBe('<p>page')
  const asset = await get('/assets/index-a1B2c3D4.js')
  expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(asset.headers.get('cache-control')).toContain('immutable')
  const again = await get('/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
})

test("Python's files are kept for ever, and come as they are stored", async () => {
  const stdlib = await get('/python/314.0.7-5ef5afc7701f/python_stdlib.zip')
  expect(stdlib.headers.get('content-type')).toBe('application/zip')
  for (const path of ['314.0.7-5ef5afc7701f/pyodide.mjs.gz', 'worker-44cdfa21dec2.js.gz']) {
    const packed = await get(`/python/${path}`)
    expect(packed.headers.get('content-type')).toBe('application/gzip')
    // Else a browser would unpack it, and its length be another.
    expect(packed.headers.get('content-encoding')).toBeNull()
    expect(packed.headers.get('cache-control')).toContain('immutable')
  }
})

test('nothing outside the folder can be read', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '//../secret.txt',
    '/%',
  ]) {
    const answer = await rawGet(path)
    expect(answer, path).toMatch(/^HTTP\/1\.1 40[04]/)
  }
  for (const path of [
    '/..\\secret.txt',
    '/a\0b',
    '/.git/config',
    'secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
  ]) {
    expect(resolveRequest(folder, path), path).toBeNull()
  }
})

test('only reading is allowed', async () => {
  expect((await get('/', { method: 'POST', body: 'x' })).status).toBe(405)
})

test('a taken port leads to the next one, unless it was asked for', async () => {
  const second = createStaticServer(folder)
  const actual = await listen(second, { host: '127.0.0.1', port, strict: false })
  expect(actual).toBeGreaterThan(port)
  second.close()
  const third = createStaticServer(folder)
  await expect(listen(third, { host: '127.0.0.1', port, strict: true })).rejects.toThrow('is taken')
})

test('hosts are told the same headers everywhere', () => {
  const expected = Object.entries(ISOLATION_HEADERS)
  for (const [name, value] of expected) {
    expect(readFileSync(inRoot('public', '_headers'), 'utf8')).toContain(`${name}: ${value}\n`)
    expect(readFileSync(inRoot('public', 'coi-sw.js'), 'utf8')).toContain(`'${name}': '${value}'`)
    expect(readFileSync(inRoot('README.md'), 'utf8')).toContain(`${name}: ${value}\n`)
  }
})
