/** Why a wheel can't be imported here, null: it can. */
export function refusalOf(path: string, bytes: Uint8Array): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const parts = name.slice(0, -WHEEL.length).split('-')
  const [python = '', abi = '', platform = ''] = parts.slice(-3)
  if (parts.length < 5) return `${name} is not named as wheels are: NAME-VERSION-PYTHON-ABI-PLATFORM.whl.`
  if (platform !== 'any' || abi !== 'none') {
    return (
      `${name} was built for ${platform === 'any' ? abi : platform}, not for Python in a browser. ` +
      'Only wheels in pure Python can be added to a program: their names end in -none-any.whl.'
    )
  }
  const versions = python.split('.')
  if (!versions.some(version => /^(py3|cp3|py3\d+|cp3\d+)$/.test(version) && minor(version) <= MINOR)) {
    return `${name} is for ${python}, and this is Python 3.${MINOR}.`
  }
  const names = namesInZip(bytes)
  if (names === null) return `${name} is damaged: it is no ZIP archive.`
  const compiled = names.find(inner => /\.(so|pyd|dylib|dll)$/.test(inner))
  if (compiled === undefined) return null
  return `${name} has compiled code (${compiled}), which Python in a browser can't load. Only pure Python can be added to a program.`
}

export const WHEEL = '.whl'

const MINOR = 14
const minor = (version: string): number => Number(version.slice(3) || 0)

/** Names in the archive's central directory (APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16); null: there is none. */
function namesInZip(bytes: Uint8Array): string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - END_BYTES
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end--
  if (end < 0) return null
  const names: string[] = []
  const decoder = new TextDecoder()
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) return null
    const length = view.getUint16(at + 28, true)
    names.push(decoder.decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + length)))
    at += ENTRY_BYTES + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const END_BYTES = 22
const ENTRY_BYTES = 46
