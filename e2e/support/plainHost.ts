import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Answer {
  readonly type: string
  readonly body: string | Uint8Array
}

export interface PlainHost {
  /** With a slash at its end. */
  readonly url: string
  close(): Promise<void>
}

/** A web server of another origin that sends no header but the type of what it serves. */
async function startPlainHost(
  answer: (path: string) => Answer | null | Promise<Answer | null>,
): Promise<PlainHost> {
  const server = createServer(async (request, response) => {
    const found = await answer(request.url ?? '/')
    response.writeHead(found === null ? 404 : 200, { 'Content-Type': found?.type ?? 'text/plain' })
    response.end(found?.body)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** The files of the built page, on a host that sends none of its headers. */
export function startBareMirror(base: string): Promise<PlainHost> {
  return startPlainHost(async path => {
    const response = await fetch(new URL(path, base))
    if (!response.ok) return null
    const type = response.headers.get('content-type') ?? 'application/octet-stream'
    return { type, body: new Uint8Array(await response.arrayBuffer()) }
  })
}

/** A page of a stranger's. */
export function startBlog(html: string): Promise<PlainHost> {
  return startPlainHost(path =>
    path === '/'
      ? { type: 'text/html; charset=utf-8', body: `<!doctype html><title>A blog</title>${html}` }
      : null,
  )
}
