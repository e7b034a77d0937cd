import { readAtMost } from '../../python/files/readAtMost.ts'
import { PYTHON_FILES, type PythonFiles } from '../protocol.ts'

export interface RemoteFile {
  readonly url: string
  /** Bytes that cross the network. */
  readonly bytes: number
  /** Bytes of the contents, which may come packed by gzip. */
  readonly length: number
}

type Get = (url: string) => Promise<Response>

/** `got`: bytes so far and bytes of all. */
type Got = (done: number, total: number) => void

/** Fetches Python's files, telling of every piece that comes. One that does not come whole is rejected. */
export function downloadPython(
  files: PythonFiles<RemoteFile>,
  got: Got,
  get: Get = url => fetch(url),
): PythonFiles<Promise<ArrayBuffer>> {
  const loaded = download(
    PYTHON_FILES.map(name => files[name]),
    got,
    get,
  )
  return Object.fromEntries(PYTHON_FILES.map((name, i) => [name, loaded[i]])) as unknown as PythonFiles<
    Promise<ArrayBuffer>
  >
}

/** The contents of files, in their order. One that does not come whole is rejected. */
export function download(
  files: readonly RemoteFile[],
  got: Got,
  get: Get = url => fetch(url),
): Promise<ArrayBuffer>[] {
  let done = 0
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const load = async (file: RemoteFile): Promise<ArrayBuffer> => {
    const short = file.url.slice(file.url.lastIndexOf('/') + 1)
    const response = await get(file.url).catch(error => {
      throw new Error(`${short}: ${error instanceof Error ? error.message : String(error)}`)
    })
    if (!response.ok || response.body === null) throw new Error(`${short}: HTTP ${response.status}`)
    const contents = await unpacked(response.body, file.length, bytes => {
      done = Math.min(total, done + bytes)
      got(done, total)
    })
    if (contents === null) throw new Error(`${short}: more than ${file.length} bytes came`)
    if (contents.length !== file.length) {
      throw new Error(`${short}: ${contents.length} bytes came instead of ${file.length}`)
    }
    return contents.buffer
  }
  return files.map(load)
}

/** Contents of a stream, null: more than `length` bytes. A host may have unpacked it on its way already. */
async function unpacked(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  length: number,
  came: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = body.getReader()
  const first = await reader.read()
  const pass = (
    chunk: Uint8Array<ArrayBuffer>,
    controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>,
  ): void => {
    came(chunk.length)
    controller.enqueue(chunk)
  }
  const counted = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      if (first.done) controller.close()
      else pass(first.value, controller)
    },
    async pull(controller) {
      const next = await reader.read()
      if (next.done) controller.close()
      else pass(next.value, controller)
    },
    cancel: reason => reader.cancel(reason),
  })
  const isPacked = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b
  const stream = isPacked ? counted.pipeThrough(new DecompressionStream('gzip')) : counted
  return readAtMost(stream, length)
}
