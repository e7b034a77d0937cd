import { type InspectOptions, inspect } from './inspect.ts'

/** The console of a program. */
export interface ProgramConsole {
  log(...values: unknown[]): void
  info(...values: unknown[]): void
  warn(...values: unknown[]): void
  error(...values: unknown[]): void
  debug(...values: unknown[]): void
  dir(value: unknown, options?: { readonly depth?: number }): void
  table(rows: unknown, columns?: readonly string[]): void
  assert(condition: unknown, ...values: unknown[]): void
  group(...values: unknown[]): void
  groupEnd(): void
  count(label?: string): void
  time(label?: string): void
  timeEnd(label?: string): void
}

/** Writes a text to standard output (1) or standard error (2). */
export type WriteOutput = (stream: 1 | 2, text: string) => void

/** Makes the `console` of a process. One call is one output, however many lines it has. */
export function createConsole(
  write: WriteOutput,
  options: InspectOptions,
  now: () => number,
): ProgramConsole {
  const counts = new Map<string, number>()
  const starts = new Map<string, number>()
  let indent = ''
  const say = (stream: 1 | 2, text: string): void =>
    write(stream, indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`))
  const out = (...values: unknown[]): void => say(1, format(values, options))
  const err = (...values: unknown[]): void => say(2, format(values, options))
  return {
    log: out,
    info: out,
    debug: out,
    warn: err,
    error: err,
    dir: (value, { depth } = {}) =>
      say(1, inspect(value, depth === undefined ? options : { ...options, depth })),
    table: (rows, columns) => say(1, tableOf(rows, columns, options) ?? format([rows], options)),
    assert: (condition, ...values) => {
      if (condition) return
      say(2, values.length === 0 ? 'Assertion failed' : `Assertion failed: ${format(values, options)}`)
    },
    group: (...values) => {
      if (values.length > 0) out(...values)
      indent += '  '
    },
    groupEnd: () => {
      indent = indent.slice(2)
    },
    count: (label = 'default') => {
      const count = (counts.get(label) ?? 0) + 1
      counts.set(label, count)
      say(1, `${label}: ${count}`)
    },
    time: (label = 'default') => {
      starts.set(label, now())
    },
    timeEnd: (label = 'default') => {
      const start = starts.get(label)
      starts.delete(label)
      if (start === undefined) say(2, `There is no timer "${label}"`)
      else say(1, `${label}: ${(now() - start).toFixed(3)} ms`)
    },
  }
}

/** Joins values by blanks; `%s %d %i %f %o %O %j %%` in a leading string take the values after it. */
export function format(values: readonly unknown[], options: InspectOptions): string {
  const [first] = values
  if (typeof first === 'string' && values.length === 1) return first
  let next = 0
  const parts: string[] = []
  if (typeof first === 'string' && first.includes('%')) {
    next = 1
    parts.push(
      first.replace(/%[sdifoOjc%]/g, directive => {
        if (directive === '%%') return '%'
        if (next >= values.length) return directive
        return substitute(directive, values[next++], options)
      }),
    )
  }
  for (const value of values.slice(next)) parts.push(bare(value, options))
  return parts.join(' ')
}

function substitute(directive: string, value: unknown, options: InspectOptions): string {
  switch (directive) {
    case '%s':
      return bare(value, options)
    case '%d':
      return typeof value === 'bigint' ? `${value}n` : String(Number(value))
    case '%i':
      return String(Number.parseInt(String(value), 10))
    case '%f':
      return String(Number.parseFloat(String(value)))
    case '%j':
      return JSON.stringify(value) ?? 'undefined'
    case '%c':
      return ''
    default:
      return inspect(value, directive === '%o' ? { ...options, depth: 4 } : options)
  }
}

/** A text as it is, anything else as `inspect` shows it. */
export const bare = (value: unknown, options: InspectOptions): string =>
  typeof value === 'string' ? value : inspect(value, options)

/** Rows and columns set with lines; null for what is no table. */
function tableOf(
  rows: unknown,
  columns: readonly string[] | undefined,
  options: InspectOptions,
): string | null {
  if (typeof rows !== 'object' || rows === null) return null
  const entries = rows instanceof Map ? [...rows] : Object.entries(rows)
  const isRow = (row: unknown): row is object => typeof row === 'object' && row !== null
  const keys = columns ?? [...new Set(entries.flatMap(([, row]) => (isRow(row) ? Object.keys(row) : [])))]
  const single = entries.some(([, row]) => !isRow(row)) && columns === undefined
  const head = ['(index)', ...keys, ...(single ? ['Values'] : [])]
  const body = entries.map(([index, row]) => [
    String(index),
    ...keys.map(key =>
      isRow(row) && key in row ? inspect((row as Record<string, unknown>)[key], options) : '',
    ),
    ...(single ? [isRow(row) ? '' : inspect(row, options)] : []),
  ])
  const widths = head.map((title, i) => Math.max(title.length, ...body.map(row => (row[i] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    `│ ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' │ ')} │`
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map(width => '─'.repeat(width + 2)).join(middle) + right
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join(
    '\n',
  )
}
