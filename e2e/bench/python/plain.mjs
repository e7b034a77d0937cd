/** A Pyodide as its documentation has it, in a worker of its own: the function is its script. */
const SCRIPT = `
import { loadPyodide } from '/pyodide.mjs'
const pyodide = await loadPyodide({ indexURL: '/' })
pyodide.runPython('print("hello")')
postMessage(null)
onmessage = async ({ data: { files, code } }) => {
  for (const [path, text] of files) pyodide.FS.writeFile(path, text)
  let written = ''
  pyodide.setStdout({ batched: text => { written += text } })
  try {
    await pyodide.runPythonAsync(code)
    postMessage({ written })
  } catch (error) {
    postMessage({ error: String(error) })
  }
}
`

/**
 * Starts plain Pyodides in a page, all at once, has each run a program if there is one, and ends them: ms until the first `print`, and what
 * the programs wrote.
 * @param {import('@playwright/test').Page} page
 * @param {number} count
 * @param {{ files: readonly [string, string][], code: string } | null} [program]
 * @returns {Promise<{ times: number[], written: string[] }>}
 */
export function runPlain(page, count, program = null) {
  return page.evaluate(
    async ([script, count, program]) => {
      // Paths begin at the page's address, not at the blob's.
      const text = script.replaceAll("'/", `'${location.origin}/`)
      const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
      /** @param {Worker} worker @returns {Promise<{ written: string, error?: string } | null>} */
      const said = worker =>
        new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => resolve(data)
          worker.onerror = event => reject(new Error(event.message))
        })
      const since = performance.now()
      const workers = Array.from({ length: count }, () => new Worker(url, { type: 'module' }))
      try {
        const times = await Promise.all(
          workers.map(worker => said(worker).then(() => performance.now() - since)),
        )
        if (program === null) return { times, written: [] }
        const written = await Promise.all(
          workers.map(async worker => {
            const answer = said(worker)
            worker.postMessage(program)
            const told = await answer
            if (told?.error !== undefined) throw new Error(told.error)
            return told?.written ?? ''
          }),
        )
        return { times, written }
      } finally {
        for (const worker of workers) worker.terminate()
        URL.revokeObjectURL(url)
      }
    },
    /** @type {const} */ ([SCRIPT, count, program]),
  )
}

/** ms for which a new window loads pages of the browser's own, which would take a core from what is measured. */
export const SETTLING = 1500

/**
 * Starts a plain Pyodide as the first thing that a visitor's browser does, and in two visits after it: ms of each. A page that has
 * had a Pyodide before starts the next one in less: the browser keeps what it has compiled.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} emptyPage its address
 */
export async function plainVisits(browser, emptyPage) {
  const context = await browser.newContext()
  try {
    const visits = []
    for (let i = 0; i < 3; i++) {
      const page = await context.newPage()
      await page.waitForTimeout(SETTLING)
      await page.goto(emptyPage)
      visits.push((await runPlain(page, 1)).times)
      await page.close()
    }
    return visits
  } finally {
    await context.close()
  }
}
