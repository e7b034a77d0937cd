import type { ClosureEntry, CompiledProgram, FunctionEntry, LineOrigin } from '../program/compiled.ts'
import type { SourcePlace } from '../program/program.ts'
import type { FileText } from './emit.ts'
import type { Linked } from './link.ts'

/** Puts the files' texts together into one module. `texts[i]` belongs to file `order[i]`. */
export function assemble(
  paths: readonly string[],
  texts: readonly FileText[],
  linked: Linked,
  $: string,
  ticks: boolean,
): CompiledProgram {
  const { order } = linked
  let code = prelude($, order, ticks)
  const lines: (LineOrigin | null)[] = [null]
  const functions: FunctionEntry[] = []
  const closures: ClosureEntry[] = []
  const sites: SourcePlace[] = [{ file: '', line: 0, column: 0 }]
  for (const [index, text] of texts.entries()) {
    const file = order[index] ?? 0
    for (const { start, end, ...rest } of text.closures)
      closures.push({ ...rest, start: start + code.length, end: end + code.length })
    functions.push(...text.functions)
    sites.push(...text.sites)
    code += text.text
    // The last line of a text is empty: the next text begins on it.
    for (const line of text.lines.slice(0, -1)) lines.push(line === 0 ? null : { file, line })
  }
  code += evaluation($, linked)
  lines.push(null)
  return { files: paths, code, functions, closures, sites, lines }
}

/** Helpers that the files' texts use. All on one line. */
function prelude($: string, order: readonly number[], ticks: boolean): string {
  const namespaces = order.map(file => `${$}n${file}`).join(',')
  return [
    `export default ${$}=>{let ${namespaces};`,
    ticks ? `let ${$}e=1000;` : '',
    `const ${$}a=(v,n)=>(${$}.site=n,v),`,
    `${$}v=f=>{try{return f()}catch{return void 0}},`,
    `${$}enum=(e,k,v)=>{e[k]=v;if(typeof v!=="string")e[v]=k},`,
    `${$}lib=(s,k)=>{const m=${$}.library(s);if(k==="*")return m;if(k in m)return m[k];if(k==="default")return m;`,
    `throw new SyntaxError("The module \\""+s+"\\" has no \\""+k+"\\". It has: "+Object.keys(m).join(", ")+".")};\n`,
  ].join('')
}

function evaluation($: string, { order, cyclic, async }: Linked): string {
  const wait = (file: number): string => (async.has(file) ? 'await ' : '')
  const anyAsync = order.some(file => async.has(file))
  const calls = order.map(file => `${wait(file)}${$}f${file}();`).join('')
  const steps = [1, 2, 3].flatMap(() => order.map(file => `${wait(file)}${$}g${file}.next();`)).join('')
  const generators = order.map(file => `const ${$}g${file}=${$}f${file}();`).join('')
  return `return{${anyAsync ? 'async ' : ''}evaluate(){${cyclic ? generators + steps : calls}}}}`
}
