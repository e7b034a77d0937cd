import type { SourceFile } from '../../program/program.ts'

export function bytesOf({ text, encoding }: SourceFile): Uint8Array<ArrayBuffer> {
  if (encoding === undefined) return new TextEncoder().encode(text)
  return Uint8Array.from(atob(text), character => character.charCodeAt(0))
}
