import { fileURLToPath } from 'node:url'
import type { Plugin, ResolvedConfig } from 'vite'
import { appPolicy, HEADERS, hashOf, strictPolicy } from './policy.ts'
import { buildSandbox, type SandboxDocument, type SandboxEntries } from './sandboxDocument.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const ENTRIES: SandboxEntries = {
  frame: here('../sandbox/frame.ts'),
  process: here('../workers/process.ts'),
  collector: here('../workers/collector.ts'),
}

const SANDBOX = 'virtual:weft-sandbox'
const RESOLVED = `\0${SANDBOX}`

/**
 * Builds the sandbox, gives it to the app as the module `virtual:weft-sandbox`, writes the app's content security policy
 * into each page, and sets the isolation headers of the dev server and of the preview.
 */
export function weftSandbox(entries: Partial<SandboxEntries> = {}): Plugin {
  let config: ResolvedConfig
  let document: Promise<SandboxDocument> | null = null
  const sandbox = (): Promise<SandboxDocument> => {
    document ??= buildSandbox({ ...ENTRIES, ...entries }, config.isProduction)
    return document
  }
  return {
    name: 'weft-sandbox',
    config: () => ({ server: { headers: HEADERS }, preview: { headers: HEADERS } }),
    configResolved(resolved) {
      config = resolved
    },
    buildStart() {
      document = null
    },
    resolveId: id => (id === SANDBOX ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null
      const { srcdoc, scriptHash, files } = await sandbox()
      for (const file of files) this.addWatchFile(file)
      return `export const srcdoc = ${JSON.stringify(srcdoc)}
export const strictPolicy = ${JSON.stringify(strictPolicy([scriptHash]))}`
    },
    // Both the module and the policy of the page change with the sandbox: nothing less than a reload will do.
    async hotUpdate({ file }) {
      const { files } = await sandbox().catch(() => ({ files: new Set([file]) }))
      if (!files.has(file)) return
      document = null
      const { moduleGraph } = this.environment
      const module = moduleGraph.getModuleById(RESOLVED)
      if (module) moduleGraph.invalidateModule(module)
      this.environment.hot.send({ type: 'full-reload' })
      return []
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html) {
        const { scriptHash } = await sandbox()
        const dev = config.command === 'serve'
        const content = appPolicy({ scriptHashes: [scriptHash, ...inlineScripts(html).map(hashOf)], dev })
        const meta = { 'http-equiv': 'Content-Security-Policy', content }
        return [{ tag: 'meta', attrs: meta, injectTo: 'head-prepend' }]
      },
    },
  }
}

/** Texts of the page's own inline scripts (the dev server adds some). */
function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(match => match[1] ?? '')
}
