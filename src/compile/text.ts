/** Offsets and lines of one source text. */
export interface SourceText {
  readonly text: string
  readonly starts: readonly number[]
}

export function sourceText(text: string): SourceText {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return { text, starts }
}

/** Line of an offset, from 1. */
export function lineAt(source: SourceText, offset: number): number {
  let low = 0
  let high = source.starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((source.starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

/** Column of an offset, from 1. */
export const columnAt = (source: SourceText, offset: number): number =>
  offset - (source.starts[lineAt(source, offset) - 1] ?? 0) + 1

/** The offset of the next character that belongs to neither white space nor a comment. */
export function skipBlank(text: string, from: number): number {
  let at = from
  for (;;) {
    const char = text[at]
    if (char === undefined) return at
    if (char === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2)
      at = end < 0 ? text.length : end + 2
    } else if (/\s/.test(char)) at++
    else return at
  }
}

/** The words of a stretch of code, comments left out. */
export function wordsIn(text: string, start: number, end: number): { word: string; start: number }[] {
  const found: { word: string; start: number }[] = []
  for (let at = skipBlank(text, start); at < end; at = skipBlank(text, at)) {
    const word = /^[\w$]+/.exec(text.slice(at, end))?.[0] ?? text.slice(at, at + 1)
    found.push({ word, start: at })
    at += word.length
  }
  return found
}
