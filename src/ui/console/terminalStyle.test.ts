import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Colour, PLAIN } from '../../state/terminal/style.ts'
import { lookOf } from './terminalStyle.ts'

/** WCAG 2.1, "contrast (minimum)". */
const ENOUGH = 4.5

const themes = readFileSync('src/ui/kit/tokens.css', 'utf8').split('[data-theme="dark"]')
const token = (theme: number, name: string): string =>
  new RegExp(`--${name}: ([^;]+);`).exec(themes[theme] ?? '')?.[1] ?? ''
const hex = (colour: string): number[] =>
  [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)

const linear = (share: number): number =>
  share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
const luminance = ([red = 0, green = 0, blue = 0]: readonly number[]): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue
function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

test.each([0, 1])('the 16 colours can be read on every ground of the console, theme %i', theme => {
  for (const ground of ['panel', 'hover']) {
    const behind = luminance(hex(token(theme, ground)).map(linear))
    for (let index = 0; index < 16; index++) {
      const letters = luminance(hex(token(theme, `ansi-${index}`)).map(linear))
      expect(contrast(letters, behind), `ansi-${index} on ${ground}`).toBeGreaterThanOrEqual(ENOUGH)
    }
  }
})

/** With the lightness bounded, as the style sheet does (Oklab: Ottosson, "A perceptual color space for image processing"). */
function bounded(rgb: readonly number[], least: number, most: number): number[] {
  const [r = 0, g = 0, b = 0] = rgb.map(value => linear(value / 255))
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const c = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  const next = Math.min(most, Math.max(least, lightness))
  const l3 = (next + 0.3963377774 * a + 0.2158037573 * c) ** 3
  const m3 = (next - 0.1055613458 * a - 0.0638541728 * c) ** 3
  const s3 = (next - 0.0894841775 * a - 1.291485548 * c) ** 3
  return [
    4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
    -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
    -0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3,
  ].map(value => Math.min(1, Math.max(0, value)))
}

test.each([0, 1])('so can all others, theme %i', theme => {
  const [least, most] = ['least-light', 'most-light'].map(name => Number(token(theme, name)))
  const grounds = ['panel', 'hover'].map(ground => luminance(hex(token(theme, ground)).map(linear)))
  const levels = [0, 64, 128, 192, 255]
  for (const red of levels) {
    for (const green of levels) {
      for (const blue of levels) {
        const letters = luminance(bounded([red, green, blue], least ?? 0, most ?? 1))
        const worst = Math.min(...grounds.map(ground => contrast(letters, ground)))
        expect(worst, `${red} ${green} ${blue}`).toBeGreaterThanOrEqual(ENOUGH)
      }
    }
  }
})

test('letters without a colour are black or white on a ground that the program chose', () => {
  const on = (background: Colour) => lookOf({ ...PLAIN, background }).style.color
  expect(on({ kind: 'named', index: 3 })).toBe('#000000')
  expect(on({ kind: 'named', index: 4 })).toBe('#ffffff')
  expect(on({ kind: 'rgb', red: 250, green: 250, blue: 250 })).toBe('#000000')
})

test('inverse letters take the colour of the page where the program chose none', () => {
  expect(lookOf({ ...PLAIN, inverse: true }).style).toEqual({
    color: 'var(--panel)',
    background: 'var(--ink)',
  })
})
