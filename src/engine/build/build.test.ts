import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle, bundleScript } from './bundle.ts'
import { hashOf } from './policy.ts'
import { buildSandbox } from './sandboxDocument.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weft-build-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('a script is bundled with what it imports into one text that runs by itself', async () => {
  file('answer.ts', 'export const answer: number = 42')
  const entry = file('entry.ts', "import { answer } from './answer.ts'\nglobalThis.result = answer")
  const script = await bundleScript(entry, 'iife')
  const scope: { result?: number } = {}
  new Function('globalThis', script)(scope)
  expect(scope.result).toBe(42)
})

test('classes keep their names in a small script', async () => {
  const entry = file(
    'names.ts',
    'class Declared {}\nclass Derived extends Declared {}\nglobalThis.names = [new Declared(), new Derived()].map(x => x.constructor.name)',
  )
  const { code } = await bundle(entry, { minify: true })
  const scope: { names?: string[] } = {}
  new Function('globalThis', code)(scope)
  expect(scope.names).toEqual(['Declared', 'Derived'])
})

test('a script for Node keeps the imports of what Node brings', async () => {
  const entry = file(
    'node.ts',
    "import { parentPort } from 'node:worker_threads'\nparentPort?.postMessage(1)",
  )
  expect(await bundleScript(entry, 'esm')).toMatch(/^import .*from ["']node:worker_threads["']/m)
})

test('the sandbox is one document whose only script is the one its policy names', async () => {
  const { srcdoc, scriptHash, files } = await buildSandbox(
    {
      frame: file(
        'frame.ts',
        "import { processScript, collectorScript } from 'virtual:weft-workers'\n" +
          "globalThis.texts = [processScript, collectorScript, '</script><!-- x']",
      ),
      process: file('process.ts', "console.log('process </script>')"),
      collector: file('collector.ts', "console.log('collector')"),
    },
    true,
  )
  const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(srcdoc) ?? []
  expect(srcdoc.endsWith(`<script>${script}</script>`)).toBe(true)
  expect(hashOf(script)).toBe(scriptHash)
  expect(srcdoc).toContain(`script-src ${scriptHash} 'wasm-unsafe-eval'`)
  expect(files.size).toBe(3)
  const scope: { texts?: string[] } = {}
  new Function('globalThis', script)(scope)
  expect(scope.texts?.[0]).toMatch(/process <\\?\/script>/)
  expect(scope.texts?.[2]).toBe('</script><!-- x')
})
