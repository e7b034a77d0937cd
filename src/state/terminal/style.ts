/** A colour of the 16 that the theme chooses, or one that the program chose. */
export type Colour =
  | { readonly kind: 'named'; readonly index: number }
  | { readonly kind: 'rgb'; readonly red: number; readonly green: number; readonly blue: number }

/** How a text looks (SGR of ECMA-48). Null: as the page has it. */
export interface Style {
  readonly foreground: Colour | null
  readonly background: Colour | null
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly inverse: boolean
}

export const PLAIN: Style = {
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
}

/** What a run of attributes (`1;31`, `38;5;208`, `38:2::255:0:0`) makes of a style. Unknown ones change nothing. */
export function styled(style: Style, parameters: string): Style {
  let next = style
  const list = parameters.split(';')
  for (let at = 0; at < list.length; at++) {
    const [first = '', ...parts] = (list[at] ?? '').split(':')
    const code = first === '' ? 0 : Number(first)
    if (code === 38 || code === 48) {
      const [colour, used] = parts.length > 0 ? [chosen(parts, true), 0] : following(list.slice(at + 1))
      at += used
      if (colour !== null) next = { ...next, [code === 38 ? 'foreground' : 'background']: colour }
    } else next = one(next, code, parts)
  }
  return same(next, PLAIN) ? PLAIN : next
}

function one(style: Style, code: number, parts: readonly string[]): Style {
  if (code >= 30 && code <= 37) return { ...style, foreground: named(code - 30) }
  if (code >= 90 && code <= 97) return { ...style, foreground: named(code - 90 + 8) }
  if (code >= 40 && code <= 47) return { ...style, background: named(code - 40) }
  if (code >= 100 && code <= 107) return { ...style, background: named(code - 100 + 8) }
  switch (code) {
    case 0:
      return PLAIN
    case 1:
      return { ...style, bold: true }
    case 2:
      return { ...style, dim: true }
    case 3:
      return { ...style, italic: true }
    case 4:
    case 21:
      return { ...style, underline: parts[0] !== '0' }
    case 7:
      return { ...style, inverse: true }
    case 22:
      return { ...style, bold: false, dim: false }
    case 23:
      return { ...style, italic: false }
    case 24:
      return { ...style, underline: false }
    case 27:
      return { ...style, inverse: false }
    case 39:
      return { ...style, foreground: null }
    case 49:
      return { ...style, background: null }
    default:
      return style
  }
}

/** A colour out of the attributes behind `38` or `48`, and how many of them it took. */
function following(list: readonly string[]): readonly [Colour | null, number] {
  const length = list[0] === '5' ? 2 : list[0] === '2' ? 4 : list.length > 0 ? 1 : 0
  return [chosen(list.slice(0, length), false), Math.min(length, list.length)]
}

/** `5, n` or `2, r, g, b`; between colons there may be the number of a colour space before the three. */
function chosen(parts: readonly string[], colons: boolean): Colour | null {
  const [kind, ...rest] = parts
  const values = (colons && kind === '2' && rest.length > 3 ? rest.slice(1, 4) : rest).map(Number)
  if (!values.every(value => Number.isInteger(value) && value >= 0 && value <= 255)) return null
  const [red, green, blue] = values
  if (kind === '5' && red !== undefined) return indexed(red)
  if (kind !== '2' || red === undefined || green === undefined || blue === undefined) return null
  return { kind: 'rgb', red, green, blue }
}

const named = (index: number): Colour => ({ kind: 'named', index })

/** Of xterm's 256: the 16, a cube of 6 × 6 × 6, 24 greys. */
function indexed(index: number): Colour {
  if (index < 16) return named(index)
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10
    return { kind: 'rgb', red: grey, green: grey, blue: grey }
  }
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40)
  const cube = index - 16
  return {
    kind: 'rgb',
    red: level(Math.floor(cube / 36)),
    green: level(Math.floor(cube / 6) % 6),
    blue: level(cube % 6),
  }
}

export function same(a: Style, b: Style): boolean {
  return (
    a === b ||
    (a.bold === b.bold &&
      a.dim === b.dim &&
      a.italic === b.italic &&
      a.underline === b.underline &&
      a.inverse === b.inverse &&
      sameColour(a.foreground, b.foreground) &&
      sameColour(a.background, b.background))
  )
}

function sameColour(a: Colour | null, b: Colour | null): boolean {
  if (a === null || b === null) return a === b
  if (a.kind === 'named') return b.kind === 'named' && a.index === b.index
  return b.kind === 'rgb' && a.red === b.red && a.green === b.green && a.blue === b.blue
}
