/** Where one lane's marks stand, in CSS pixels from the top of its chart. */
export interface Row {
  readonly top: number
  readonly height: number
  /** Heights of what is drawn in it, all centred. */
  readonly block: number
  readonly bar: number
  readonly wait: number
}

const TALLEST_LANE = 34
/** On a screen so large that `ROOMY_LANES` of them have room. */
const ROOMIEST_LANE = 44
const SHORTEST_LANE = 18
/** Up to so many lanes are drawn at full height where the host does not limit it. */
const ROOMY_LANES = 10

/** Height of a lane when `lanes` share `room` pixels; `room` is null where the page grows with the chart. */
export function laneHeight(lanes: number, room: number | null): number {
  if (lanes === 0) return TALLEST_LANE
  const wanted = room === null ? (TALLEST_LANE * ROOMY_LANES) / lanes : room / lanes
  const tallest = room !== null && room >= ROOMIEST_LANE * ROOMY_LANES ? ROOMIEST_LANE : TALLEST_LANE
  return Math.max(SHORTEST_LANE, Math.min(tallest, Math.floor(wanted)))
}

/** Whether `lanes` can be seen at once in `room` pixels. */
export function lanesFit(lanes: number, room: number): boolean {
  return lanes * SHORTEST_LANE <= room
}

export function rowAt(index: number, height: number): Row {
  // Even differences keep every bar centred on whole pixels.
  const block = height - (height >= 28 ? 12 : height >= 22 ? 8 : 6)
  const bar = even(block * 0.5, block)
  const wait = even(block * 0.4, block)
  return { top: index * height, height, block, bar, wait }
}

function even(size: number, block: number): number {
  const rounded = Math.round(size)
  return (block - rounded) % 2 === 0 ? rounded : rounded + 1
}

/** The lane under a height `y` in its chart, or -1. */
export function rowIndexAt(y: number, height: number, lanes: number): number {
  const index = Math.floor(y / height)
  return index >= 0 && index < lanes ? index : -1
}

const NARROW = 520
const NARROW_GUTTER = 72
const LEAST_GUTTER = 112
const GREATEST_GUTTER = 176

/** Room for the names at the left of a chart `width` wide, whose longest name takes `longest` pixels. */
export function gutterWidth(width: number, longest: number): number {
  if (width < NARROW) return NARROW_GUTTER
  return Math.round(Math.max(LEAST_GUTTER, Math.min(GREATEST_GUTTER, longest + 28)))
}
