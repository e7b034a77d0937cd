import { runNode, TOOLS } from './run.mjs'

/**
 * @param {string} file
 * @param {string[]} args
 */
const succeeds = (file, args) => async () => (await runNode(file, args)) === 0

/** What can be said of the sources without running them. @type {readonly import('./steps.mjs').Step[]} */
export const CHECKS = [
  {
    title: 'format and lint',
    hint: '`npm run format` repairs the format and what is safe to repair.',
    run: succeeds(TOOLS.biome, ['check', '--error-on-warnings']),
  },
  {
    title: 'types',
    hint: 'The messages above name file and line.',
    run: succeeds(TOOLS.tsc, ['-p', 'tsconfig.json']),
  },
  {
    title: 'types of the core, without the page',
    hint: 'base, program, trace, kernel, check and compile may use neither the DOM nor Node: pass in what they need.',
    run: succeeds(TOOLS.tsc, ['-p', 'tsconfig.core.json']),
  },
  {
    title: 'types of the lessons, as a visitor sees them',
    hint: 'A lesson uses something that src/library/types/en does not declare, or otherwise.',
    run: succeeds(TOOLS.tsc, ['-p', 'tsconfig.lessons.json']),
  },
  {
    title: 'import rules',
    hint: 'The table of who may import what is in scripts/importRules.mjs.',
    run: succeeds('scripts/checkImports.mjs', []),
  },
  {
    title: 'unused code',
    hint: 'Remove what nobody uses, or the `export` of what only its own file uses.',
    run: succeeds(TOOLS.knip, ['--no-progress']),
  },
]
