import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runnerImport } from 'vite'

type Files = Readonly<Record<string, string | Uint8Array>>

/** Makes a folder of wheels: their files by their names. Where it is. */
export async function makeWheels(name: string, wheels: Readonly<Record<string, Files>>): Promise<string> {
  const folder = resolve(import.meta.dirname, '../../.cache', name)
  // The sources' own maker of archives: a test of the page may not import it.
  const { module } = await runnerImport<{ makeZip(files: Files): Uint8Array }>(
    resolve(import.meta.dirname, '../../src/python/files/zip.testing.ts'),
    { configFile: false, logLevel: 'error' },
  )
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [file, files] of Object.entries(wheels)) writeFileSync(join(folder, file), module.makeZip(files))
  return folder
}
