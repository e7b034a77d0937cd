import type { Plugin } from 'vite'
import { type Bundle, bundle } from './bundle.ts'
import { hashOf, sandboxPolicy } from './policy.ts'

/** Entry files of the sandbox's three scripts. */
export interface SandboxEntries {
  readonly frame: string
  readonly process: string
  readonly collector: string
}

/** The sandbox as one HTML text. */
export interface SandboxDocument {
  readonly srcdoc: string
  /** Of its one inline script. */
  readonly scriptHash: string
  /** Everything it was made from. */
  readonly files: ReadonlySet<string>
}

const WORKERS = 'virtual:weft-workers'

export async function buildSandbox(entries: SandboxEntries, minify: boolean): Promise<SandboxDocument> {
  const [process, collector] = await Promise.all([
    bundle(entries.process, { minify }),
    bundle(entries.collector, { minify }),
  ])
  const frame = await bundle(entries.frame, { minify, plugins: [workerTexts(process, collector)] })
  const script = inline(frame.code)
  const scriptHash = hashOf(script)
  const srcdoc =
    '<!doctype html><meta charset="utf-8">' +
    `<meta http-equiv="Content-Security-Policy" content="${sandboxPolicy(scriptHash)}">` +
    `<script>${script}</script>`
  return { srcdoc, scriptHash, files: new Set([...process.files, ...collector.files, ...frame.files]) }
}

/** The workers' texts as a module of the frame's script. */
function workerTexts(process: Bundle, collector: Bundle): Plugin {
  return {
    name: 'weft-workers',
    resolveId: id => (id === WORKERS ? `\0${WORKERS}` : null),
    load: id =>
      id === `\0${WORKERS}`
        ? `export const processScript = ${JSON.stringify(process.code)}
export const collectorScript = ${JSON.stringify(collector.code)}`
        : null,
  }
}

/** Code as it may stand in a script element; the parser would change line ends, and the hash with them. */
function inline(code: string): string {
  return code.replaceAll('\r\n', '\n').replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}
