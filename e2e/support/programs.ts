/** A program of these lines, whose first imports `names` of multiprocessing if there are any. */
export function programOf(names: readonly string[], ...lines: readonly string[]): string {
  const head = names.length === 0 ? [] : [`import { ${names.join(', ')} } from 'multiprocessing'`]
  return `${[...head, ...lines].join('\n')}\n`
}

/** Uses two processes, a queue and the console, and prints one line. */
export const GOOD_PROGRAM = programOf(
  ['Process', 'Queue'],
  'function child(q) { q.put(6 * 7) }',
  'const q = new Queue()',
  'const p = new Process({ target: child, args: [q] })',
  'p.start()',
  "console.log('the answer is ' + q.get())",
  'p.join()',
)
