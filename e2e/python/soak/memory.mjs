import { existsSync, readdirSync, readFileSync } from 'node:fs'

/**
 * What the pages of a browser take of the machine, where the system tells it as Linux does; null elsewhere.
 * @param {import('@playwright/test').Browser} browser
 * @returns {Promise<{ megabytes: number, workers: number } | null>}
 */
export async function memoryOf(browser) {
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
