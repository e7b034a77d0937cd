import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.mjs'],
    // Tests of the kernel start real workers and wait for them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['./scripts/lib/unitReporter.mjs', { path: 'test-results/unit.json' }]],
  },
})
