import { expect, test } from 'vitest'
import { folderCycles, forbiddenImports, importCycles } from './lib/importGraph.mjs'

/** @param {string} file @param {string} source */
const check = (file, source) => forbiddenImports(new Map([[file, source]]))

test('what the table allows passes', () => {
  expect(
    check('src/kernel/sync/lock.ts', "import { a } from '../../base/a.ts'\nimport '../../trace/b.ts'"),
  ).toEqual([])
  expect(check('src/state/run.ts', "import type { Engine } from '../engine/contract.ts'")).toEqual([])
  expect(check('src/state/run.ts', "import { createStore } from 'zustand/vanilla'")).toEqual([])
  expect(
    check('src/main.tsx', "import { createRoot } from 'react-dom/client'\nimport './ui/App.tsx'"),
  ).toEqual([])
  expect(
    check('src/engine/build/plugin.ts', "import { build } from 'vite'\nimport fs from 'node:fs'"),
  ).toEqual([])
  expect(check('src/lessons/index.ts', "import text from './pool/primes/main.ts?raw'")).toEqual([])
  expect(
    check('e2e/run.spec.ts', "import { test } from '@playwright/test'\nimport './support/page.ts'"),
  ).toEqual([])
})

test('a forbidden folder is told with file and line', () => {
  expect(check('src/kernel/gate.ts', "// why\nimport { App } from '../ui/App.tsx'")).toEqual([
    'src/kernel/gate.ts:2: kernel may not import ui (../ui/App.tsx)',
  ])
})

test('a part of an allowed folder does not open the whole', () => {
  expect(check('src/state/run.ts', "import { Frame } from '../engine/sandbox/frame.ts'")).toHaveLength(1)
  expect(check('src/state/run.ts', "import { create } from 'zustand'")).toHaveLength(1)
  expect(check('src/engine/frame.ts', "import { build } from 'vite'")).toHaveLength(1)
})

test('a folder known for its types may not be imported for its values', () => {
  expect(check('src/ui/Chart.tsx', "import type { LaneModel } from '../trace/model.ts'")).toEqual([])
  expect(check('src/ui/Chart.tsx', "import { decode } from '../trace/decode.ts'")).toHaveLength(1)
  expect(
    check('src/ui/Chart.tsx', "import { type LaneModel, decode } from '../trace/decode.ts'"),
  ).toHaveLength(1)
})

test('every way of naming a module is seen', () => {
  for (const source of [
    "export * from '../ui/a.ts'",
    "export { a } from '../ui/a.ts'",
    "const a = await import('../ui/a.ts')",
    "type A = import('../ui/a.ts').A",
    "const worker = new Worker(new URL('../ui/a.ts', import.meta.url))",
  ]) {
    expect(check('src/kernel/gate.ts', source), source).toHaveLength(1)
  }
})

test('a path in a comment or a string is no import', () => {
  expect(check('src/kernel/gate.ts', "// import '../ui/a.ts'\nconst text = `import '../ui/a.ts'`")).toEqual(
    [],
  )
})

test('tests may use their tools, and no more folders than the code beside them', () => {
  expect(
    check(
      'src/kernel/gate.test.ts',
      "import { test } from 'vitest'\nimport { Worker } from 'node:worker_threads'",
    ),
  ).toEqual([])
  expect(check('src/kernel/gate.ts', "import { test } from 'vitest'")).toHaveLength(1)
  expect(check('src/kernel/gate.test.ts', "import { App } from '../ui/App.tsx'")).toHaveLength(1)
})

test('journeys may not look into the sources', () => {
  expect(check('e2e/run.spec.ts', "import { defaultPlan } from '../src/program/plan.ts'")).toHaveLength(1)
})

test('the program of a lesson imports what users import', () => {
  expect(check('src/lessons/pool/primes/main.ts', "import { Pool } from 'multiprocessing'")).toEqual([])
  expect(check('src/lessons/pool/primes/lesson.ts', "import { Pool } from 'multiprocessing'")).toHaveLength(1)
})

test('a circle of files is found, one of types alone is none', () => {
  const sources = new Map([
    ['src/kernel/a.ts', "import './b.ts'"],
    ['src/kernel/b.ts', "import './c.ts'"],
    ['src/kernel/c.ts', "\nimport { a } from './a.ts'"],
    ['src/kernel/d.ts', "import './a.ts'\nimport './e.ts'"],
    ['src/kernel/e.ts', "import type { D } from './d.ts'"],
  ])
  expect(importCycles(sources)).toEqual([
    'src/kernel/c.ts:2: import cycle: src/kernel/a.ts → src/kernel/b.ts → src/kernel/c.ts → src/kernel/a.ts',
  ])
})

test('the table has no circle of folders, and one would be found', () => {
  expect(folderCycles()).toEqual([])
  expect(
    folderCycles({ a: { folders: ['b'], packages: [] }, b: { folders: ['a'], packages: [] } }),
  ).not.toEqual([])
})
