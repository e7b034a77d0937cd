import { defineConfig, devices } from '@playwright/test'
import { findBrowser, LAUNCH_ARGS } from './scripts/browser.mjs'

// Workers read this file again, so that the port is handed down to them. Two runs at once get two ports.
process.env.WEFT_TEST_PORT ??= String(9400 + (process.pid % 500))
const port = process.env.WEFT_TEST_PORT
const baseURL = `http://localhost:${port}/`
const executablePath = findBrowser()

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  testIgnore: 'bench/**',
  outputDir: 'test-results/browser',
  // A speed-up is measured: tests that run side by side would take the cores from each other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  // Longer than anything takes on a machine that others use as well.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./scripts/lib/browserReporter.mjs', { path: 'test-results/browser.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    screenshot: 'only-on-failure',
    launchOptions: { args: LAUNCH_ARGS, ...(executablePath === null ? {} : { executablePath }) },
  },
  webServer: {
    // Builds first unless `dist` was made from the sources as they are: never a test against a stale build.
    command: `node scripts/start.mjs --port ${port}`,
    url: baseURL,
    reuseExistingServer: false,
    timeout: 300_000,
  },
})
