/** What hands may do to the charts. `x` is in pixels from the left of the plot. */
export interface GestureTarget {
  /** Below 0: over the names of the lanes. */
  plotX(clientX: number): number
  zoom(factor: number, x: number): void
  pan(pixels: number): void
  /** While a range is being chosen; null when that was given up. */
  brush(range: readonly [from: number, to: number] | null): void
  choose(from: number, to: number): void
  hover(clientX: number, clientY: number): void
  leave(): void
  click(clientX: number, clientY: number): void
  fit(): void
}

/** A press that moves less than this is a click. */
const CLICK_SLOP = 4
const LINE = 16
const PAGE = 400

interface Press {
  x: number
  readonly fromX: number
  readonly mode: 'brush' | 'pan'
  moved: boolean
}

/**
 * Wheel zooms at the pointer, or pans when it moves sideways; drag chooses a range; shift or the middle button pans. A
 * finger pans sideways and two pinch; up and down stays with the browser, so that the page can be scrolled.
 */
export function listenToHands(element: HTMLElement, target: GestureTarget, signal: AbortSignal): void {
  const presses = new Map<number, Press>()

  const onWheel = (event: WheelEvent): void => {
    const x = target.plotX(event.clientX)
    if (x < 0) return
    event.preventDefault()
    const unit = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? PAGE : 1
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) target.pan(event.deltaX * unit)
    else if (event.shiftKey) target.pan(event.deltaY * unit)
    // A pinch on a trackpad arrives as a wheel with ctrl, in much smaller steps.
    else target.zoom(2 ** (-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.003)), x)
    target.hover(event.clientX, event.clientY)
  }

  const onDown = (event: PointerEvent): void => {
    const x = target.plotX(event.clientX)
    if (x < 0 || event.button > 1) return
    element.setPointerCapture(event.pointerId)
    const pans = event.pointerType === 'touch' || event.shiftKey || event.button === 1
    presses.set(event.pointerId, { x, fromX: x, mode: pans ? 'pan' : 'brush', moved: false })
  }

  const onMove = (event: PointerEvent): void => {
    const press = presses.get(event.pointerId)
    if (press === undefined) {
      if (event.pointerType !== 'touch') target.hover(event.clientX, event.clientY)
      return
    }
    const x = target.plotX(event.clientX)
    if (Math.abs(x - press.fromX) > CLICK_SLOP && !press.moved) {
      press.moved = true
      target.leave()
    }
    const other = [...presses].find(([id]) => id !== event.pointerId)?.[1]
    if (other !== undefined) {
      press.moved = other.moved = true
      const before = Math.max(24, Math.abs(press.x - other.x))
      target.zoom(Math.max(24, Math.abs(x - other.x)) / before, (x + other.x) / 2)
      target.pan(-(x - press.x) / 2)
    } else if (press.mode === 'pan') {
      if (press.moved) target.pan(press.x - x)
    } else if (press.moved) {
      target.brush([press.fromX, x])
    }
    press.x = x
  }

  const onUp = (event: PointerEvent): void => {
    const press = presses.get(event.pointerId)
    if (press === undefined) return
    presses.delete(event.pointerId)
    if (!press.moved) {
      target.click(event.clientX, event.clientY)
      target.hover(event.clientX, event.clientY)
    } else if (press.mode === 'brush') {
      target.brush(null)
      target.choose(Math.min(press.fromX, press.x), Math.max(press.fromX, press.x))
    }
  }

  const giveUp = (event: PointerEvent): void => {
    if (!presses.delete(event.pointerId)) return
    target.brush(null)
    target.leave()
  }

  element.addEventListener('wheel', onWheel, { signal, passive: false })
  element.addEventListener('pointerdown', onDown, { signal })
  // Otherwise the middle button would scroll by itself. Nothing else is prevented: a press must give the focus.
  element.addEventListener('mousedown', event => event.button === 1 && event.preventDefault(), { signal })
  element.addEventListener('pointermove', onMove, { signal })
  element.addEventListener('pointerup', onUp, { signal })
  element.addEventListener('pointercancel', giveUp, { signal })
  element.addEventListener(
    'pointerleave',
    event => {
      // A finger that is lifted leaves as well, but what it touched should still be read.
      if (event.pointerType !== 'touch' && presses.size === 0) target.leave()
    },
    { signal },
  )
  element.addEventListener(
    'dblclick',
    event => {
      if (target.plotX(event.clientX) >= 0) target.fit()
    },
    { signal },
  )
}
