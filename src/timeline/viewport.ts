/** The stretch of time that is shown, in ms. */
export interface View {
  readonly start: number
  readonly end: number
}

/** Growth of the time axis while a run goes on: a step at a time, so that marks do not creep. */
const GROWTH = 1.25
const FIRST_EXTENT = 20

/** Half a microsecond: the clock tells nothing shorter apart. */
const SHORTEST_VIEW = 0.0005

/** End of the axis for a run that has come to `now`: the first of 20, 25, 31.25, … that holds it. */
export function grownExtent(now: number): number {
  let extent = FIRST_EXTENT
  while (extent < now) extent *= GROWTH
  return extent
}

export function fitView(extent: number): View {
  return { start: 0, end: Math.max(extent, SHORTEST_VIEW) }
}

/** The view nearest to `view` that keeps its length (if it can) and stays within 0 and `extent`. */
export function clampView(view: View, extent: number): View {
  const length = Math.min(Math.max(view.end - view.start, SHORTEST_VIEW), Math.max(extent, SHORTEST_VIEW))
  const start = Math.max(0, Math.min(view.start, extent - length))
  return { start, end: start + length }
}

/** Zooms so that `time` stays where it is on the screen. A factor above 1 shows less time. */
export function zoomView(view: View, factor: number, time: number, extent: number): View {
  const length = view.end - view.start
  const wanted = Math.min(Math.max(length / factor, SHORTEST_VIEW), Math.max(extent, SHORTEST_VIEW))
  const share = (time - view.start) / length
  const start = time - share * wanted
  return clampView({ start, end: start + wanted }, extent)
}

export function panView(view: View, by: number, extent: number): View {
  return clampView({ start: view.start + by, end: view.end + by }, extent)
}

/** Whether the view shows everything, so that it should follow the axis as that grows. */
export function isFitted(view: View, extent: number): boolean {
  return view.start <= 0 && view.end >= extent
}

/** Moves the view, without zooming, until `start` to `end` is seen with some room; zooms out when that is too long. */
export function revealView(view: View, start: number, end: number, extent: number): View {
  if (start >= view.start && end <= view.end) return view
  const length = view.end - view.start
  const room = Math.max(length, (end - start) * 1.25)
  const middle = (start + end) / 2
  return clampView({ start: middle - room / 2, end: middle + room / 2 }, extent)
}
