/** One call of a stack, as engines write it. */
export interface StackFrame {
  /** Name of the function; '' when it has none or is the module itself. */
  readonly name: string
  /** Address of the script. */
  readonly source: string
  /** From 1. */
  readonly line: number
  readonly column: number
}

/** V8: `    at async work (blob:…:12:5)`, `    at Object.get [as x] (…)`; a call without a name has no brackets. */
const V8_NAMED = /^\s*at (?:async )?(.*?) \((.+):(\d+):(\d+)\)$/
const V8_BARE = /^\s*at (?:async )?()(.+):(\d+):(\d+)$/
/** Firefox and WebKit: `work@blob:…:12:5`, `@blob:…:12:5`, `async*work@…`, `module code@…`. */
const AT = /^(.*?)@(.+?):(\d+):(\d+)$/

/** The calls of a stack, innermost first. Lines of any other form are passed over. */
export function parseStack(stack: string): StackFrame[] {
  const frames: StackFrame[] = []
  for (const text of stack.split('\n')) {
    const match = V8_NAMED.exec(text) ?? V8_BARE.exec(text) ?? AT.exec(text)
    if (match === null) continue
    const [, name = '', source = '', line, column] = match
    frames.push({ name: plainName(name), source, line: Number(line), column: Number(column) })
  }
  return frames
}

/** Without what engines add: `async*`, `new `, the object's class, `<anonymous>`, `/<` of Firefox's inner functions. */
function plainName(name: string): string {
  const bare = name
    .replace(/^async\*/, '')
    .replace(/ \[as .*\]$/, '')
    .replace(/(?:\/<)+$/, '')
    .replace(/^Object\./, '')
  if (bare === '<anonymous>' || bare === 'module code' || bare === 'global code' || bare === 'eval code')
    return ''
  // Names of the factory's own functions mean nothing to a reader.
  return /^(?:default|anonymous|eval)$|\$/.test(bare.replace(/^new |^async /, '')) ? '' : bare
}
