import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.mjs'],
    // Tests of the kernel start real workers and notice by themselves when these hang. This is the last resort, on a slow machine too.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: ['default', ['./scripts/lib/unitReporter.mjs', { path: 'test-results/unit.json' }]],
  },
})
