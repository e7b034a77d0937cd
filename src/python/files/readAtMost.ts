/** A stream's bytes; null when there are more than `most`: then the rest is not read. */
export async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const contents = new Uint8Array(most)
  const reader = stream.getReader()
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return contents.subarray(0, length)
    if (length + value.length > most) {
      await reader.cancel()
      return null
    }
    contents.set(value, length)
    length += value.length
  }
}
