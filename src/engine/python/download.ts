import { PYTHON_FILES, type PythonFiles } from '../protocol.ts'

export interface RemoteFile {
  readonly url: string
  /** Bytes that cross the network. */
  readonly bytes: number
  /** Bytes of the contents, which may come packed by gzip. */
  readonly length: number
}

type Get = (url: string) => Promise<Response>

/**
 * Fetches Python's files, telling of every piece that comes. Throws when one does not come whole.
 * `got`: bytes so far and bytes of all.
 */
export async function downloadPython(
  files: PythonFiles<RemoteFile>,
  got: (done: number, total: number) => void,
  get: Get = url => fetch(url),
): Promise<PythonFiles<ArrayBuffer>> {
  let done = 0
  const total = PYTHON_FILES.reduce((sum, name) => sum + files[name].bytes, 0)
  const load = async (name: (typeof PYTHON_FILES)[number]): Promise<[string, ArrayBuffer]> => {
    const file = files[name]
    const short = file.url.slice(file.url.lastIndexOf('/') + 1)
    const response = await get(file.url).catch(error => {
      throw new Error(`${short}: ${error instanceof Error ? error.message : String(error)}`)
    })
    if (!response.ok || response.body === null) throw new Error(`${short}: HTTP ${response.status}`)
    const contents = await unpacked(response.body, file.length, bytes => {
      done = Math.min(total, done + bytes)
      got(done, total)
    })
    if (contents.byteLength !== file.length) {
      throw new Error(`${short}: ${contents.byteLength} bytes came instead of ${file.length}`)
    }
    return [name, contents]
  }
  const loaded = await Promise.all(PYTHON_FILES.map(load))
  return Object.fromEntries(loaded) as unknown as PythonFiles<ArrayBuffer>
}

/** Contents of a stream, at most a little more than `length` bytes. A host may have unpacked it on its way already. */
async function unpacked(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  length: number,
  came: (bytes: number) => void,
): Promise<ArrayBuffer> {
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
  const contents = new Uint8Array(length)
  let at = 0
  const output = stream.getReader()
  for (;;) {
    const { done, value } = await output.read()
    if (done) return at === length ? contents.buffer : contents.buffer.slice(0, at)
    if (at + value.length > length) {
      await output.cancel()
      return new ArrayBuffer(at + value.length)
    }
    contents.set(value, at)
    at += value.length
  }
}
