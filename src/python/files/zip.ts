import { readAtMost } from './readAtMost.ts'

/** A file in a ZIP archive. */
export interface ZipEntry {
  /** With forward slashes; that of a directory ends in one. */
  readonly name: string
  /** Bytes of its contents. */
  readonly size: number
  /** Where its local header is, and how many bytes of packed contents follow that. */
  readonly at: number
  readonly packed: number
  /** 0: as they are; 8: deflated. */
  readonly method: number
}

/** What the archive's central directory lists (APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16); null: there is none. */
export function readZip(bytes: Uint8Array): ZipEntry[] | null {
  const view = viewOf(bytes)
  let end = bytes.length - END_BYTES
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end--
  if (end < 0) return null
  const entries: ZipEntry[] = []
  const decoder = new TextDecoder()
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) return null
    const length = view.getUint16(at + 28, true)
    entries.push({
      name: decoder.decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + length)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at += ENTRY_BYTES + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** A file's contents. Throws when they are damaged. */
export async function unzip(bytes: Uint8Array<ArrayBuffer>, entry: ZipEntry): Promise<Uint8Array> {
  const { name, at, packed, size, method } = entry
  const view = viewOf(bytes)
  if (at + LOCAL_BYTES > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER) {
    throw new Error(`${name} is not where the archive says`)
  }
  const from = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  const source = bytes.subarray(from, from + packed)
  let contents: Uint8Array = source
  if (method === DEFLATED) {
    const inflated = new Blob([source]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    // A small archive can hold gigabytes, whatever it says of them.
    const unpacked = await readAtMost(inflated, size)
    if (unpacked === null)
      throw new Error(`${name} has more than the ${size} bytes that the archive tells of`)
    contents = unpacked
  } else if (method !== 0) throw new Error(`${name} is packed in a way that is not known here (${method})`)
  if (contents.length !== size) throw new Error(`${name} has ${contents.length} bytes instead of ${size}`)
  return contents
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const DEFLATED = 8
