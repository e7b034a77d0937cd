import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The text of a test's worker with all that it imports: Node cannot load TypeScript in workers. `entry`: of its file. */
export async function bundleWorker(entry: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rollupOptions: { external: [/^node:/] },
      lib: { entry: fileURLToPath(entry), formats: ['es'], fileName: 'worker' },
    },
  })
  const output = Array.isArray(built) ? built[0] : built
  if (output === undefined || !('output' in output)) throw new Error('the worker was not built')
  return output.output[0].code
}
