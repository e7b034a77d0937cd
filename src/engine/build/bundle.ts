import { build, type Plugin } from 'vite'

/** A script that stands alone, and the files it was made from. */
export interface Bundle {
  readonly code: string
  readonly files: readonly string[]
}

interface BundleOptions {
  readonly minify?: boolean
  readonly plugins?: readonly Plugin[]
}

/**
 * Bundles a browser script into one classic script without imports. The project's own vite config is not read: what runs
 * in the sandbox must not depend on the app's plugins.
 */
export async function bundle(entry: string, options: BundleOptions = {}): Promise<Bundle> {
  return run({ entry, format: 'iife', node: false, ...options })
}

/**
 * The text of a script bundled with everything it imports: `iife` for a classic worker of a browser, `esm` for Node's
 * `worker_threads` (built-in modules of Node stay imports).
 */
export async function bundleScript(entry: string, format: 'iife' | 'esm'): Promise<string> {
  const { code } = await run({ entry, format: format === 'esm' ? 'es' : 'iife', node: format === 'esm' })
  return code
}

/** Programs print the classes of the library, and their errors name them. Those of its functions `modules.ts` gives back. */
const KEPT = { class: true, function: false }
const KEEPING_NAMES = { mangle: { keepNames: KEPT }, compress: { keepNames: KEPT } }

interface Job extends BundleOptions {
  readonly entry: string
  readonly format: 'iife' | 'es'
  readonly node: boolean
}

async function run({ entry, format, node, minify = false, plugins = [] }: Job): Promise<Bundle> {
  const result = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [...plugins],
    ...(node ? { ssr: { noExternal: true as const } } : {}),
    build: {
      write: false,
      minify,
      target: 'es2022',
      reportCompressedSize: false,
      ...(node
        ? { ssr: entry, rolldownOptions: { output: { format, codeSplitting: false } } }
        : {
            lib: { entry, formats: [format], name: 'weft', fileName: 'script' },
            ...(minify ? { rolldownOptions: { output: { minify: KEEPING_NAMES } } } : {}),
          }),
    },
  })
  for (const output of Array.isArray(result) ? result : [result]) {
    if (!('output' in output)) continue
    const [chunk, ...others] = output.output
    if (others.length > 0)
      throw new Error(`${entry}: one script was expected, ${others.length + 1} were made`)
    return { code: chunk.code, files: chunk.moduleIds.filter(id => !id.startsWith('\0')) }
  }
  throw new Error(`${entry}: the bundler made nothing`)
}
