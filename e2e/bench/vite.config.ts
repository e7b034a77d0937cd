import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { weftSandbox } from '../../src/engine/build/plugin.ts'
import { weftPython } from '../../src/engine/build/pythonPlugin.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The bench page: the engine and its sandbox as the app has them, and the peers with their workers. */
export default defineConfig({
  root: here('.'),
  // Addresses of workers stay relative to the server: `threads` loads absolute ones by a detour.
  base: '/',
  publicDir: false,
  cacheDir: here('../../.cache/bench-deps'),
  plugins: [weftSandbox(), weftPython()],
  // Classic scripts: they start a little faster than modules, so that no peer is held up by its form.
  worker: { format: 'iife' },
  build: {
    target: 'es2022',
    outDir: here('../../.cache/bench'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 5000,
  },
})
