/**
 * Who may import what: the table of the architecture, and the only copy of it that counts. Every folder of `src` may
 * import itself, `base` and `program` besides. It has no exceptions; a file that needs one is in the wrong folder.
 *
 * - `folders`: `trace` is the folder, `engine/contract` that file alone, `trace:types` only by `import type`.
 * - `packages`: npm packages with all their subpaths, or one subpath; `node:` is everything that Node brings.
 *
 * @typedef {{ folders: readonly string[], packages: readonly string[] }} Allowance
 */

/** @type {Readonly<Record<string, Allowance>>} */
export const RULES = {
  base: { folders: [], packages: [] },
  program: { folders: [], packages: [] },
  trace: { folders: [], packages: [] },
  kernel: { folders: ['trace'], packages: [] },
  library: { folders: ['kernel', 'trace'], packages: [] },
  compile: { folders: [], packages: ['acorn', '@sveltejs/acorn-typescript'] },
  python: { folders: ['kernel', 'trace'], packages: ['pyodide'] },
  check: { folders: ['kernel', 'trace'], packages: [] },
  engine: { folders: ['kernel', 'library', 'python', 'check', 'compile', 'trace'], packages: [] },
  // The Vite plugin that inlines the sandbox: runs under Node, never in the page.
  'engine/build': { folders: ['engine', 'python'], packages: ['vite', 'node:'] },
  share: { folders: [], packages: ['valibot', 'fflate'] },
  lessons: { folders: [], packages: ['valibot', 'fflate'] },
  timeline: {
    folders: ['trace'],
    packages: ['d3-axis', 'd3-format', 'd3-scale', 'd3-selection'],
  },
  i18n: { folders: [], packages: [] },
  state: {
    folders: ['engine/contract', 'trace', 'share', 'lessons', 'compile'],
    packages: ['zustand/vanilla'],
  },
  ui: {
    folders: ['state', 'timeline', 'trace:types', 'i18n'],
    packages: ['react', 'zustand', 'monaco-editor'],
  },
}

/** What every folder may import. */
export const COMMON = ['base', 'program']

/** The composition root. */
export const ROOT_FILE = { file: 'main.tsx', packages: ['react', 'react-dom'] }

/** What tests (`*.test.ts`, `*.testing.ts`) may import beyond what their folder may. Vite bundles worker entries for them. */
export const TEST_PACKAGES = ['vitest', 'vite', 'node:']

/**
 * Folders that tests of a folder may import beyond what it may itself: the library is tested on compiled programs, and the
 * programs of lessons are compiled.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const TEST_FOLDERS = { library: ['compile'], lessons: ['compile', 'library'] }

/** Journeys see the built page alone. Vite reads what the lessons are expected to come to. */
export const E2E_PACKAGES = ['@playwright/test', '@axe-core/playwright', 'vite', 'ws', 'node:']
