import type { Params, ProblemTexts } from '../problems.ts'

/** What to do when Python cannot be had. */
export const pythonHintsEn: ProblemTexts = {
  'python.noModule': p => (Object.hasOwn(MISSING, p.kind ?? '') ? MISSING[p.kind as Missing](p) : ''),
  'python.noNetwork': () =>
    'A program in a page cannot reach the network, as a server, a client or a scraper. Add what it would fetch as files of the program; time.sleep can stand for the time that a server takes.',
  'python.noPrograms': () =>
    'A page cannot start programs of an operating system. Other Python processes can be had: by multiprocessing.Process, Pool or ProcessPoolExecutor.',
  'python.assets': () =>
    'Python is loaded once, from where this page comes from, and then kept. Programs in TypeScript run without it.',
  'python.noJspi': () => 'Most programs of the gallery can be had in TypeScript, too.',
}

/** Why a module is not there, as `weft_packages.py` tells it, and what can be done. */
export type Missing = 'refused' | 'unseen' | 'compiled' | 'library' | 'unknown'

const MISSING: Readonly<Record<Missing, (p: Params) => string>> = {
  refused: p => `${p.reason}`,
  unseen: p =>
    `This page has a wheel of it, and loads it when the program says so in its text: write "import ${p.module}" in one of its files.`,
  compiled: p =>
    `The package ${p.package} has compiled code. Whoever hosts this page can add its wheel, built for Pyodide, to the page's folder of wheels; only packages in pure Python can be added to a program.`,
  library: p => `Python's module ${p.module} does not work in a browser.`,
  unknown: () =>
    'If it is a package in pure Python, add its wheel to the program as a file: its name ends in -none-any.whl. One with compiled code can be added by whoever hosts this page.',
}
