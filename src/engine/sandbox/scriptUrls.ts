/** ms after which a worker that does not answer counts as one that cannot start. */
const PROBE_PATIENCE = 4000

/** Makes URLs for scripts: of blobs, or `data:` where an opaque frame can start no worker from a blob URL. */
export class ScriptUrls {
  readonly blobs: boolean

  constructor(blobs: boolean) {
    this.blobs = blobs
  }

  make(code: string): string {
    return this.blobs
      ? URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
      : `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`
  }

  release(url: string): void {
    if (this.blobs) URL.revokeObjectURL(url)
  }
}

/** Finds out by trying which URLs a worker starts from and can import from; null: none. */
export async function probeScriptUrls(): Promise<ScriptUrls | null> {
  for (const blobs of [true, false]) {
    const urls = new ScriptUrls(blobs)
    if (await probe(urls)) return urls
  }
  return null
}

const PROBE = 'onmessage = e => import(e.data).then(m => postMessage(m.default), () => postMessage(false))'

function probe(urls: ScriptUrls): Promise<boolean> {
  const script = urls.make(PROBE)
  const module = urls.make('export default true')
  return new Promise<boolean>(resolve => {
    const worker = new Worker(script)
    const timer = setTimeout(() => settle(false), PROBE_PATIENCE)
    const settle = (works: boolean): void => {
      clearTimeout(timer)
      worker.terminate()
      urls.release(script)
      urls.release(module)
      resolve(works)
    }
    worker.onmessage = event => settle(event.data === true)
    worker.onerror = () => settle(false)
    worker.postMessage(module)
  }).catch(() => false)
}
