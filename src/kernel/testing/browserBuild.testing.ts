import { defineConfig } from 'vite'

/** Bundles the test world for a browser: `vite build --config` with this file, by the browser test of the kernel. */
export default defineConfig({
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: '.cache/kernelTest',
    minify: false,
    target: 'es2022',
    reportCompressedSize: false,
    lib: {
      entry: 'src/kernel/testing/browser.testing.ts',
      formats: ['iife'],
      name: 'weft',
      fileName: () => 'world.js',
    },
  },
})
