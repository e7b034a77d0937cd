const CHUNK = 2048
const units = new Uint16Array(CHUNK)
const REPLACEMENT = 0xfffd

/**
 * The text of the UTF-8 in bytes [from, to). What is not UTF-8 becomes U+FFFD, as in the Encoding Standard's decoder
 * (§8.1.1, "UTF-8 decoder"). By hand, since this folder compiles without the page's codecs.
 */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  let filled = 0
  let at = from
  while (at < to) {
    // Room for a surrogate pair.
    if (filled > CHUNK - 2) {
      text += unitsToText(filled)
      filled = 0
    }
    const lead = bytes[at++] as number
    if (lead < 0x80) {
      units[filled++] = lead
      continue
    }
    let rest =
      lead >= 0xc2 && lead <= 0xdf
        ? 1
        : lead >= 0xe0 && lead <= 0xef
          ? 2
          : lead >= 0xf0 && lead <= 0xf4
            ? 3
            : 0
    let code = rest === 0 ? REPLACEMENT : lead & (0x3f >> rest)
    // Bounds of the second byte keep out overlong forms, surrogates and what lies beyond U+10FFFF.
    let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    for (; rest > 0; rest--) {
      const next = at < to ? (bytes[at] as number) : 0
      if (next < low || next > high) {
        code = REPLACEMENT
        break
      }
      at++
      code = (code << 6) | (next & 0x3f)
      low = 0x80
      high = 0xbf
    }
    if (code < 0x10000) units[filled++] = code
    else {
      units[filled++] = 0xd7c0 + (code >> 10)
      units[filled++] = 0xdc00 | (code & 0x3ff)
    }
  }
  return text + unitsToText(filled)
}

function unitsToText(length: number): string {
  return Reflect.apply(String.fromCharCode, null, units.subarray(0, length))
}
