import { deflateRawSync } from 'node:zlib'

/** An archive of these files, packed unless their names end in `.so`. There are no checksums in it: nobody here looks at them. */
export function makeZip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [path, contents] of Object.entries(files)) {
    const name = Buffer.from(path)
    const plain = Buffer.from(contents as string)
    const stored = path.endsWith('.so')
    const source = stored ? plain : deflateRawSync(plain)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt32LE(source.length, 14)
    common.writeUInt32LE(plain.length, 18)
    common.writeUInt16LE(name.length, 22)
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(at, 10)
    directory.push(words(0x02014b50), Buffer.from([20, 0]), common, entry, name)
    const local = [words(0x04034b50), common, name, source]
    parts.push(...local)
    at += Buffer.concat(local).length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(at, 12)
  return new Uint8Array(Buffer.concat([...parts, list, words(0x06054b50), end]))
}

function words(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}
