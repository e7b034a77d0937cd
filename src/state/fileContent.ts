import type { SourceFile } from '../program/program.ts'

/**
 * Bytes that all files of a program take together: drafts lie in the browser's storage, of which a page has about 5 million
 * characters, and in links.
 */
export const MOST_FILE_BYTES = 3_000_000

/** A file as a program keeps it: text where it is text, else base64. */
export function fileOf(path: string, bytes: Uint8Array): SourceFile {
  const text = textOf(bytes)
  if (text !== null) return { path, text }
  let binary = ''
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  }
  return { path, text: btoa(binary), encoding: 'base64' }
}

/** Null when the bytes are no UTF-8, or hold what no text holds. A mark of byte order stays: reading must give what was added. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

/** Bytes of a file. */
export function sizeOf({ text, encoding }: SourceFile): number {
  if (encoding !== 'base64') return new TextEncoder().encode(text).length
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return (text.length / 4) * 3 - padding
}
