import './nodeVersion.mjs'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { inRoot } from './lib/root.mjs'

/** W-E-F-T on a telephone's keys. Fixed, because drafts belong to their origin and the port is part of it. */
const DEFAULT_PORT = 9338

/** What makes the page cross-origin isolated, also in a frame; `public/_headers` and README.md say the same. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Document-Isolation-Policy': 'isolate-and-credentialless',
}

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.whl': 'application/zip',
  '.woff2': 'font/woff2',
  '.zip': 'application/zip',
}

/** A file under assets/ or python/ carries a hash of its contents in its path, so that it never changes. */
const IMMUTABLE = /^\/(assets\/.+-[\w-]{8,}\.\w+|python\/.+-\w{12}(\/[\w.]+|\.js\.gz))$/

/**
 * The file that a request asks for.
 * @param {string} folder absolute
 * @param {string} url as in the request line
 * @returns {string | null} null when the address is malformed, leads out of the folder or names a hidden file
 */
export function resolveRequest(folder, url) {
  let path
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '')
  } catch {
    return null
  }
  if (!path.startsWith('/') || /[\0\\]/.test(path) || path.split('/').some(part => part.startsWith('.')))
    return null
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path))
  return file.startsWith(folder + sep) ? file : null
}

/**
 * A static server for the built page.
 * @param {string} folder
 */
export function createStaticServer(folder) {
  const root = resolve(folder)
  return createServer(async (request, response) => {
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) response.setHeader(name, value)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    // A sandboxed frame of another page is no origin: without this it could not load the page's own scripts.
    response.setHeader('Access-Control-Allow-Origin', '*')
    /** @param {number} status @param {string} text */
    const refuse = (status, text) => {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD')
    const url = request.url ?? '/'
    const file = resolveRequest(root, url)
    const found = file === null ? null : await stat(file).catch(() => null)
    if (file === null || !found?.isFile()) return refuse(404, 'Not found')
    // Not a date: those count seconds, and a build may follow another within one.
    const tag = `"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"`
    response.setHeader('Content-Type', TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream')
    response.setHeader(
      'Cache-Control',
      IMMUTABLE.test(url) ? 'public, max-age=31536000, immutable' : 'no-cache',
    )
    response.setHeader('ETag', tag)
    if (request.headers['if-none-match'] === tag) return response.writeHead(304).end()
    response.setHeader('Content-Length', found.size)
    if (request.method === 'HEAD') return response.end()
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
}

/**
 * Listens on the port, or on the next free one.
 * @param {import('node:http').Server} server
 * @param {{ host: string, port: number, strict: boolean }} options strict: no other port will do
 * @returns {Promise<number>} the port
 */
export function listen(server, { host, port, strict }) {
  return new Promise((done, fail) => {
    /** @param {NodeJS.ErrnoException} error */
    const onError = error => {
      if (error.code !== 'EADDRINUSE') return fail(error)
      if (strict || port >= 65_535) return fail(new Error(`Port ${port} is taken.`))
      port += 1
      server.listen(port, host)
    }
    server.on('error', onError)
    server.once('listening', () => {
      server.off('error', onError)
      const address = server.address()
      done(typeof address === 'object' && address ? address.port : port)
    })
    server.listen(port, host)
  })
}

/**
 * Serves `dist` until the process ends.
 * @param {readonly string[]} args `--port N` (fixed: fails when taken), `--host NAME`
 */
export async function serve(args) {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' }, host: { type: 'string' } },
  })
  const host = values.host ?? '127.0.0.1'
  const port = Number(values.port ?? DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port} is not a port number`)
  const server = createStaticServer(inRoot('dist'))
  const actual = await listen(server, { host, port, strict: values.port !== undefined })
  if (values.port === undefined && actual !== DEFAULT_PORT) {
    console.log(`Port ${DEFAULT_PORT} is taken; drafts of its page are not seen here.`)
  }
  console.log(`Weft is at http://${host === '127.0.0.1' ? 'localhost' : host}:${actual}/ (Ctrl+C stops it)`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await serve(process.argv.slice(2))
