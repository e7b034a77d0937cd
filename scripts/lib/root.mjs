import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, with which every command works wherever it was called from. */
export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** @param {...string} parts */
export const inRoot = (...parts) => join(ROOT, ...parts)
