import { fromCharCode } from './builtins.ts'

/**
 * The text of `n` ASCII bytes. As few calls as can be, eight characters each: half the time of one call for each four
 * characters, and faster than a text decoder up to some 40 characters.
 */
export function asciiText(b: Uint8Array, start: number, n: number): string {
  const end = start + n
  let i = start
  let text = ''
  for (; i + 8 <= end; i += 8) text += eight(b, i)
  switch (end - i) {
    case 0:
      return text
    case 1:
      return text + fromCharCode(at(b, i))
    case 2:
      return text + fromCharCode(at(b, i), at(b, i + 1))
    case 3:
      return text + fromCharCode(at(b, i), at(b, i + 1), at(b, i + 2))
    case 4:
      return text + fromCharCode(at(b, i), at(b, i + 1), at(b, i + 2), at(b, i + 3))
    case 5:
      return text + fromCharCode(at(b, i), at(b, i + 1), at(b, i + 2), at(b, i + 3), at(b, i + 4))
    case 6:
      return (
        text + fromCharCode(at(b, i), at(b, i + 1), at(b, i + 2), at(b, i + 3), at(b, i + 4), at(b, i + 5))
      )
    default:
      return (
        text +
        fromCharCode(
          at(b, i),
          at(b, i + 1),
          at(b, i + 2),
          at(b, i + 3),
          at(b, i + 4),
          at(b, i + 5),
          at(b, i + 6),
        )
      )
  }
}

function eight(b: Uint8Array, i: number): string {
  return fromCharCode(
    at(b, i),
    at(b, i + 1),
    at(b, i + 2),
    at(b, i + 3),
    at(b, i + 4),
    at(b, i + 5),
    at(b, i + 6),
    at(b, i + 7),
  )
}

const at = (b: Uint8Array, i: number): number => b[i] as number
