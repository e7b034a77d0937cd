import type { CSSProperties } from 'react'
import type { Colour, Style } from '../../state/terminal/style.ts'

/** How a style of the terminal looks on the page. */
interface Look {
  readonly className: string
  readonly style: CSSProperties
}

/**
 * Colours of letters alone are made readable on the theme's ground: the 16 are the theme's, the lightness of the others is
 * bounded. On a ground that the program chose, its colours are what it says they are.
 */
export function lookOf({ foreground, background, bold, dim, italic, underline, inverse }: Style): Look {
  const flags = [bold && 'bold', dim && 'dim', italic && 'italic', underline && 'underline']
  const classes = ['sgr', ...flags.filter(flag => flag !== false)]
  const style: Record<string, string> = {}
  if (inverse) {
    const letters = background === null ? 'var(--panel)' : exact(background)
    style.color = letters
    style.background = foreground === null ? 'var(--ink)' : exact(foreground)
    if (background === null && foreground !== null) style.color = on(foreground)
  } else if (background !== null) {
    style.background = exact(background)
    style.color = foreground === null ? on(background) : exact(foreground)
  } else if (foreground?.kind === 'named') style.color = `var(--ansi-${foreground.index})`
  else if (foreground !== null) {
    classes.push('chosen')
    style['--chosen'] = exact(foreground)
  }
  return { className: classes.join(' '), style }
}

type Rgb = readonly [red: number, green: number, blue: number]

/** xterm's 16. */
const NAMED: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
]

function rgbOf(colour: Colour): Rgb {
  if (colour.kind === 'rgb') return [colour.red, colour.green, colour.blue]
  return NAMED[colour.index] ?? [0, 0, 0]
}

const exact = (colour: Colour): string => `rgb(${rgbOf(colour).join(' ')})`

/** Black or white, whichever is read better on a colour. */
function on(colour: Colour): string {
  const light = luminance(rgbOf(colour))
  return (light + 0.05) ** 2 > 1.05 * 0.05 ? '#000000' : '#ffffff'
}

/** WCAG 2, "relative luminance". */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(value => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}
