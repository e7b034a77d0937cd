/** `btoa` takes its bytes as arguments of one call, of which there is a limit. */
const CHUNK = 0x8000

/** Base64 with the alphabet of RFC 4648 §5 and without padding: needs no escaping in an address. */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Null when it is none. Mail programs break long lines: white space is left out. */
export function decodeBase64url(text: string): Uint8Array | null {
  const compact = text.replace(/\s+/g, '')
  if (!/^[\w-]*$/.test(compact)) return null
  try {
    return Uint8Array.from(atob(compact.replaceAll('-', '+').replaceAll('_', '/')), char =>
      char.charCodeAt(0),
    )
  } catch {
    return null
  }
}
