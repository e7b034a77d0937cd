import { spawn } from 'node:child_process'
import { inRoot, ROOT } from './root.mjs'

/**
 * Runs a command with its output on ours and nothing on its standard input.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, timeout?: number, shell?: boolean }} [options] timeout in ms
 * @returns {Promise<number>} its exit code; 1 when it was killed or could not be started
 */
export function run(command, args, options = {}) {
  const { env, cwd = ROOT, timeout, shell = false } = options
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell,
      ...(timeout === undefined ? {} : { timeout }),
    })
    child.once('error', error => {
      console.error(`${command} could not be started: ${error.message}`)
      resolve(1)
    })
    child.once('exit', code => resolve(code ?? 1))
  })
}

/**
 * Runs a Node program: a file, or the executable of an installed package by its path in node_modules.
 * @param {string} file relative to the project
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(file, args, options) {
  return run(process.execPath, [inRoot(file), ...args], options)
}

/**
 * Runs npm: the one that called us where there is one, so that its version and settings stay the same.
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
export function runNpm(args, cwd = ROOT) {
  const npm = process.env.npm_execpath
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args], { cwd })
  return run('npm', args, { cwd, shell: process.platform === 'win32' })
}

/** Where the executables of the installed packages are. */
export const TOOLS = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  knip: 'node_modules/knip/bin/knip.js',
  playwright: 'node_modules/@playwright/test/cli.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
}
