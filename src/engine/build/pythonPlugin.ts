import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, ResolvedConfig } from 'vite'
import { PYTHON_FILES } from '../protocol.ts'
import { buildPython, type PythonBuild, type ServedFile } from './pythonFiles.ts'

const ENTRY = fileURLToPath(new URL('../workers/python.ts', import.meta.url))
const PYTHON = 'virtual:weft-python'
const RESOLVED = `\0${PYTHON}`
/** Where wheels for programs are looked for unless the build is told of another place. */
const WHEELS = 'wheels'

/**
 * Puts Python's files beside the page, and tells the app where they are by the module `virtual:weft-python`. The dev server
 * serves the same bytes that a build emits. `wheels`: a folder of wheels that programs may import from, seen from the project's
 * root; without it, the folder `wheels` if there is one.
 */
export function weftPython(wheels?: string): Plugin {
  let config: ResolvedConfig
  let made: Promise<PythonBuild> | null = null
  const folder = (): string | null => {
    const path = resolve(config.root, wheels || WHEELS)
    return wheels || existsSync(path) ? path : null
  }
  const python = (): Promise<PythonBuild> => {
    made ??= buildPython(ENTRY, config.isProduction, folder())
    return made
  }
  return {
    name: 'weft-python',
    configResolved(resolved) {
      config = resolved
    },
    buildStart() {
      made = null
    },
    configureServer(server) {
      server.middlewares.use(`${config.base}python`, async (request, response, next) => {
        let built: PythonBuild
        let path: string
        try {
          path = decodeURI(`python${request.url?.replace(/\?.*/, '')}`)
          built = await python()
        } catch (error) {
          return next(error)
        }
        const { files, folder } = built
        const served: ServedFile[] = [...Object.values(files), ...folder.wheels.map(({ file }) => file)]
        const file = served.find(file => file.path === path)
        if (file === undefined) return next()
        response.setHeader('Content-Type', 'application/octet-stream')
        response.setHeader('Content-Length', file.source.length)
        for (const [name, value] of Object.entries(config.server.headers)) {
          if (value !== undefined) response.setHeader(name, value)
        }
        response.end(file.source)
      })
    },
    resolveId: id => (id === PYTHON ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null
      const { version, files, folder, modules } = await python()
      for (const module of modules) this.addWatchFile(module)
      for (const warning of folder.warnings) this.warn(warning)
      const url = (path: string, source: Uint8Array): string => {
        if (config.command === 'serve') return JSON.stringify(`${config.base}${path}`)
        const emitted = this.emitFile({ type: 'asset', fileName: path, source })
        return `import.meta.ROLLUP_FILE_URL_${emitted}`
      }
      const remote = ({ path, source, length }: ServedFile): string =>
        `url: ${url(path, source)}, bytes: ${source.length}, length: ${length}`
      const entries = PYTHON_FILES.map(name => `${name}: { ${remote(files[name])} }`)
      const wheels = folder.wheels.map(
        ({ file, ...wheel }) => `{ ...${JSON.stringify(wheel)}, ${remote(file)} }`,
      )
      return `export const version = ${JSON.stringify(version)}
export const files = { ${entries.join(', ')} }
export const wheels = [${wheels.join(', ')}]`
    },
    async hotUpdate({ file }) {
      const { modules } = await python().catch(() => ({ modules: [file] }))
      if (!modules.includes(file)) return
      made = null
      const { moduleGraph } = this.environment
      const module = moduleGraph.getModuleById(RESOLVED)
      if (module) moduleGraph.invalidateModule(module)
      this.environment.hot.send({ type: 'full-reload' })
      return []
    },
  }
}
