import type { Disposal } from './blocks.ts'
import type { Context } from './context.ts'
import type { Output } from './edits.ts'
import type { Functions } from './functions.ts'
import type { LinkedImport, LinkedModule, Origin } from './link.ts'
import { exportOf } from './names.ts'
import { lineAt } from './text.ts'

/** What stands before a file's text: its definition, its exports, its imports, and the functions moved out of it. */
export function header(
  output: Output,
  context: Context,
  functions: Functions,
  variables: readonly string[],
  disposal: Disposal | null,
): void {
  const { job, $ } = context
  const { module, linked, stepwise } = job
  const local = (name: string): string => (name === '' ? `${$}default` : name)
  const own: [number, string][] = []
  for (const [name, node] of module.functions)
    own.push([functions.add(name || 'default', node.start), `()=>${$}v(()=>${local(name)})`])
  for (const { number } of context.moved) own.push([number, `${$}h${number}`])
  const classes = [...module.classes.keys()].map(
    name => `[${JSON.stringify(name || 'default')},()=>${$}v(()=>${local(name)})]`,
  )
  const set = variables.length > 0 ? `[${variables.join(',')}]=${$}v` : ''
  output.add(`${job.async ? 'async ' : ''}function${stepwise ? '*' : ''} ${$}f${job.file}(){`)
  if (disposal) output.add(disposal.open)
  if (job.ticks) output.add(`let ${$}t=1000;`)
  if (module.scopes.free.has('__name__')) output.add(`const __name__=${job.name};`)
  const imports = linked.imports.filter(one => one.stable)
  const passed = linked.exports.filter(one => one.local === null && one.origin.kind === 'library')
  output.add(`${$}n${job.file}={__proto__:null,${exportGetters($, linked, local)}};`)
  output.add(
    `${$}.define(${job.file},{variables:${JSON.stringify(variables.map(name => name.replace(`${$}default`, 'default')))},` +
      `get:()=>[${variables.map(name => `${$}v(()=>${name})`).join(',')}],set:${$}v=>{${set}},` +
      `functions:[${own.map(([number, get]) => `[${number},${get}]`).join(',')}],classes:[${classes.join(',')}]});\n`,
  )
  if (stepwise) output.add('yield;\n')
  for (const one of imports) {
    output.add(`const ${one.local}=${expressionOf($, one)};`, lineAt(module.source, one.offset))
    output.add('\n')
  }
  if (passed.length > 0) {
    for (const { exported, origin } of passed)
      output.add(`${expressionOf($, { origin })};`, exportLine(context, exported))
    output.add('\n')
  }
  for (const { number, edits, name } of context.moved) {
    const named = name !== '' && name !== '__proto__'
    const key = JSON.stringify(name)
    output.add(
      `var ${$}c${number};function ${$}h${number}(){return ${$}c${number}??=${named ? `({${key}:` : '['}`,
    )
    edits.render(output)
    output.add(named ? `})[${key}]}\n` : '][0]}\n')
  }
  if (stepwise) output.add('yield;\n')
}

export function trailer(output: Output, disposal: Disposal | null): void {
  output.add(`\n${disposal ? disposal.close : ''}}\n`)
}

function exportGetters($: string, linked: LinkedModule, local: (name: string) => string): string {
  return linked.exports
    .map(({ exported, local: name, origin }) => {
      const value = name === null ? expressionOf($, { origin }) : local(name)
      return `get ${JSON.stringify(exported)}(){return ${value}}`
    })
    .join(',')
}

function expressionOf($: string, { origin }: Pick<LinkedImport, 'origin'>): string {
  const kind: Origin['kind'] = origin.kind
  if (origin.kind === 'file') return exportOf($, origin.file, origin.name)
  if (origin.kind === 'namespace') return `${$}n${origin.file}`
  if (origin.kind === 'library')
    return `${$}lib(${JSON.stringify(origin.specifier)},${JSON.stringify(origin.name)})`
  return kind
}

function exportLine(context: Context, exported: string): number {
  const { module } = context.job
  const line = module.exports.find(one => one.exported === exported)
  return line ? lineAt(module.source, line.offset) : 0
}
