import type { TimelineTheme } from './contract.ts'

/** The colours of one lane, opaque. */
export interface LaneColours {
  readonly base: string
  /** Every second task, so that neighbours are told apart. */
  readonly alternate: string
  /** Ground of a task that waits inside. */
  readonly tint: string
  /** Text on `base` and `alternate`. */
  readonly ink: string
}

/** Colours as the canvas needs them: mixed once, not at every mark. */
export interface Palette {
  readonly wait: string
  readonly lock: string
  readonly soft: string
  readonly bad: string
  readonly ready: string
  readonly background: string
  lane(ordinal: number): LaneColours
}

type Rgb = readonly [red: number, green: number, blue: number]

export function makePalette(theme: TimelineTheme): Palette {
  const probe = document.createElement('canvas')
  probe.width = probe.height = 1
  const context = probe.getContext('2d', { willReadFrequently: true })
  const read = (colour: string): Rgb => {
    if (context === null) return [128, 128, 128]
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
    return [red, green, blue]
  }
  const ground = read(theme.background)
  const lanes: LaneColours[] = []
  const make = (ordinal: number): LaneColours => {
    const colour = read(theme.process(ordinal))
    const alternate = mix(colour, ground, 0.82)
    return {
      base: css(colour),
      alternate: css(alternate),
      tint: css(mix(colour, ground, 0.16)),
      ink: contrast(colour, [255, 255, 255]) >= 3.6 ? '#fff' : '#14161a',
    }
  }
  return {
    wait: theme.wait,
    lock: theme.lock,
    soft: theme.soft,
    bad: theme.bad,
    ready: theme.ready,
    background: theme.background,
    lane(ordinal) {
      const known = lanes[ordinal]
      if (known !== undefined) return known
      const made = make(ordinal)
      lanes[ordinal] = made
      return made
    },
  }
}

function mix(colour: Rgb, ground: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2): number => Math.round(colour[at] * share + ground[at] * (1 - share))
  return [part(0), part(1), part(2)]
}

function css(colour: Rgb): string {
  return `rgb(${colour.join(' ')})`
}

/** Contrast ratio as WCAG 2 defines it. */
function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map(part => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
