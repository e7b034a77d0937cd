/**
 * Whether `whole` is the lines of two texts, each in its own order, mixed in some way.
 *
 * @param {string} whole
 * @param {string} first
 * @param {string} second
 */
export function isInterleaving(whole, first, second) {
  const lines = linesOf(whole)
  const one = linesOf(first)
  const other = linesOf(second)
  if (lines.length !== one.length + other.length) return false
  // How many lines of `first` may be used up by now; the rest came from `second`.
  let used = new Set([0])
  for (const [at, line] of lines.entries()) {
    const next = new Set()
    for (const count of used) {
      if (one[count] === line) next.add(count + 1)
      if (other[at - count] === line) next.add(count)
    }
    used = next
  }
  return used.size > 0
}

/** Each with its newline, so that a last one without is another line. @param {string} text */
function linesOf(text) {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}
