const COLOURS = 8

/** The colour of a process by its place among the lanes: the main one is grey, the others take turns. */
export function processColour(ordinal: number): string {
  return `var(--p${ordinal === 0 ? 0 : ((ordinal - 1) % COLOURS) + 1})`
}
