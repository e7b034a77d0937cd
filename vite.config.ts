import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { weftSandbox } from './src/engine/build/plugin.ts'
import { weftPython } from './src/engine/build/pythonPlugin.ts'

/**
 * The tests of the sandbox have modes of their own: a bare page around the engine, and in `policyTest` a worker that keeps
 * every way out of its realm, so that the content security policy alone has to stop it.
 */
const BARE_PROCESS = { process: 'src/engine/workers/bareProcess.testing.ts' }

export default defineConfig(({ mode }) => {
  const sandboxTest = mode === 'sandboxTest' || mode === 'policyTest'
  return {
    // Static hosts may serve the page from a folder.
    base: './',
    plugins: [
      react(),
      weftSandbox(mode === 'policyTest' ? BARE_PROCESS : {}),
      weftPython(process.env.WEFT_WHEELS),
    ],
    worker: { format: 'es' },
    build: {
      target: 'es2022',
      chunkSizeWarningLimit: 5000,
      ...(sandboxTest
        ? { outDir: `.cache/${mode}`, rolldownOptions: { input: 'e2e/support/sandbox.html' } }
        : {}),
    },
    ...(sandboxTest
      ? { publicDir: false as const, cacheDir: `.cache/${mode}-deps`, optimizeDeps: { noDiscovery: true } }
      : {}),
  }
})
