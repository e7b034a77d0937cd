import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** ms after which a terminated worker must be gone, on a machine that is busy. */
const PATIENCE = 20_000
/** ms between looks. */
const PAUSE = 50

/**
 * As `memoryOf`, once no more than `workers` are left, which takes the browser a moment; or when it is too late for that.
 * @param {import('@playwright/test').Browser} browser
 * @param {number} workers
 */
export async function settledMemory(browser, workers) {
  for (const since = Date.now(); ; await setTimeout(PAUSE)) {
    const taken = await memoryOf(browser)
    if (taken === null || taken.workers <= workers || Date.now() - since > PATIENCE) return taken
  }
}

/**
 * Medians of the quarters of what was measured, and by how much the last one lies above the one before: whatever is made once and
 * kept is there by then.
 * @param {readonly number[]} measured
 */
export function growthOf(measured) {
  const bounds = [0, 1, 2, 3, 4].map(n => Math.floor((n * measured.length) / 4))
  const quarters = [0, 1, 2, 3].map(n => median(measured.slice(bounds[n], bounds[n + 1])))
  return { quarters, growth: (quarters[3] ?? 0) - (quarters[2] ?? 0) }
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/**
 * What the pages of a browser take of the machine, where the system tells it as Linux does; null elsewhere.
 * @param {import('@playwright/test').Browser} browser
 * @returns {Promise<{ megabytes: number, workers: number } | null>}
 */
async function memoryOf(browser) {
  const session = await browser.newBrowserCDPSession()
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    let kilobytes = 0
    let workers = 0
    for (const { id, type } of processInfo) {
      if (type !== 'renderer') continue
      const folder = `/proc/${id}`
      if (!existsSync(`${folder}/status`)) return null
      kilobytes += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1] ?? 0)
      for (const thread of readdirSync(`${folder}/task`)) {
        if (nameOf(`${folder}/task/${thread}/comm`).startsWith('DedicatedWorker')) workers += 1
      }
    }
    return { megabytes: Math.round(kilobytes / 1024), workers }
  } finally {
    await session.detach()
  }
}

/** @param {string} path of a thread's name */
function nameOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}
