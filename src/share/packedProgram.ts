import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate'
import * as v from 'valibot'
import type { Problem } from '../program/outcome.ts'
import type { Program } from '../program/program.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { crc32 } from './checksum.ts'
import { linkProblem } from './problems.ts'

/** Bytes of a program's JSON. A few hundred bytes of a link could otherwise unpack into gigabytes. */
export const MAX_PROGRAM_BYTES = 2 * 1024 * 1024
const MAX_FILES = 200
const CHECKSUM_BYTES = 4
/** Deflate makes at most 1032 bytes out of one: a step stays near half a megabyte. */
const INFLATE_STEP = 512

/** Relative, with forward slashes, never out of the program's folder. */
const Path = v.pipe(
  v.string(),
  v.maxLength(255),
  v.check(
    path =>
      path.split('/').every(part => part !== '' && part !== '.' && part !== '..') && !path.includes('\\'),
  ),
)

const TextFile = v.strictObject({ path: Path, text: v.string() })
/** A file of bytes, in base64. */
const BytesFile = v.strictObject({
  path: Path,
  text: v.pipe(v.string(), v.base64()),
  encoding: v.literal('base64'),
})

const Packed = v.strictObject({
  lang: v.string(),
  files: v.pipe(
    v.array(v.union([TextFile, BytesFile])),
    v.minLength(1),
    v.maxLength(MAX_FILES),
    v.check(files => new Set(files.map(file => file.path)).size === files.length),
  ),
})

/**
 * The value of `z=`: base64url of a CRC-32 (big-endian) and deflated JSON. The checksum is over the deflated bytes, so that
 * nothing damaged is unpacked.
 * @throws RangeError when the program is too large for a link
 */
export function packProgram(program: Program): string {
  const files = program.files.map(({ path, text, encoding }) => ({ path, text, encoding }))
  const json = strToU8(JSON.stringify({ lang: program.language, files }))
  if (json.length > MAX_PROGRAM_BYTES) {
    throw new RangeError(
      `The program is too large for a link: ${json.length} bytes, at most ${MAX_PROGRAM_BYTES}.`,
    )
  }
  const deflated = deflateSync(json, { level: 9 })
  const bytes = new Uint8Array(CHECKSUM_BYTES + deflated.length)
  new DataView(bytes.buffer).setUint32(0, crc32(deflated))
  bytes.set(deflated, CHECKSUM_BYTES)
  return encodeBase64url(bytes)
}

export type Unpacked =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly problem: Problem }

export function unpackProgram(packed: string): Unpacked {
  const bytes = packed.length > MAX_PROGRAM_BYTES * 2 ? null : decodeBase64url(packed)
  if (!bytes || bytes.length <= CHECKSUM_BYTES) return damaged()
  const deflated = bytes.subarray(CHECKSUM_BYTES)
  if (new DataView(bytes.buffer).getUint32(0) !== crc32(deflated)) return damaged()
  let json: Uint8Array | null
  let parsed: v.SafeParseResult<typeof Packed>
  try {
    json = inflate(deflated)
    if (!json) return { ok: false, problem: linkProblem('link.tooLarge', { limit: MAX_PROGRAM_BYTES }) }
    parsed = v.safeParse(Packed, JSON.parse(strFromU8(json)))
  } catch {
    return damaged()
  }
  if (!parsed.success) return damaged()
  const { lang, files } = parsed.output
  if (lang !== 'ts' && lang !== 'py')
    return { ok: false, problem: linkProblem('link.language', { language: lang }) }
  return { ok: true, program: { language: lang, files } }
}

function damaged(): Unpacked {
  return { ok: false, problem: linkProblem('link.program') }
}

/** Null when it grows beyond what is allowed. Throws when the data is not deflated. */
function inflate(deflated: Uint8Array): Uint8Array | null {
  const chunks: Uint8Array[] = []
  let size = 0
  const stream = new Inflate(chunk => {
    chunks.push(chunk)
    size += chunk.length
  })
  for (let at = 0; at < deflated.length; at += INFLATE_STEP) {
    stream.push(deflated.subarray(at, at + INFLATE_STEP), at + INFLATE_STEP >= deflated.length)
    if (size > MAX_PROGRAM_BYTES) return null
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
