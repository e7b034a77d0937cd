import { expect, type Locator, type Page } from '@playwright/test'

const ENDINGS = ['finished', 'failed', 'deadlocked', 'stopped'] as const
export type Ending = (typeof ENDINGS)[number]
export type Metric =
  | 'wall'
  | 'busy'
  | 'waiting'
  | 'use-of-cores'
  | 'speedup'
  | 'honest-speedup'
  | 'efficiency'
  | 'dispatch-overhead'

export type RunName = 'single' | 'parallel' | 'threads' | 'processes'

/** Files by path; the first is the entry, and tells the language. A text alone is `main.ts`. */
export type Files = string | Readonly<Record<string, string>>

export interface OutputLine {
  readonly process: string
  readonly text: string
}

export interface DrawnLine extends OutputLine {
  readonly stream: string
  readonly run: string
  readonly ms: number
}

/** What stands after `#` in a link that a person writes by hand. */
export function handWritten(code: string, settings: Readonly<Record<string, string | number>> = {}): string {
  const pairs = Object.entries({ v: 1, lang: 'ts', ...settings, code })
  return pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
}

/** What of the page stands out on its right; hidden tooltips and what scrolls by itself left out. */
export function stickingOut(html: Locator): Promise<string[]> {
  return html.evaluate(root =>
    [...root.querySelectorAll('body *')]
      .filter(element => element.closest('.tip-body, [popover], .monaco-editor') === null)
      .filter(element => element.getBoundingClientRect().right > root.clientWidth + 1)
      .map(element => `${element.tagName}.${element.getAttribute('class') ?? ''}`),
  )
}

/** How long a run may take to end where the test itself is not about time; the machine may be busy. */
const PATIENCE = 40_000

/** The built page as a person meets it. Everything but `cores` and the like goes by the attributes that are its contract. */
export class WeftPage {
  readonly page: Page
  readonly status: Locator
  readonly log: Locator

  constructor(page: Page) {
    this.page = page
    this.status = page.locator('[role=status][data-run-state]')
    this.log = page.getByRole('log')
  }

  /** Opens the page; `hash` is what stands after `#`, `search` what stands before it (`?embed`). */
  async open(hash = '', search = ''): Promise<void> {
    await this.page.goto(`/${search}${hash === '' ? '' : `#${hash}`}`)
    await this.status.waitFor()
  }

  /** Puts a program on the page, by a link where it is one file, else through the tabs of the editor. */
  async setProgram(files: Files, settings: Readonly<Record<string, string | number>> = {}): Promise<void> {
    const [entry, ...others] =
      typeof files === 'string' ? [['main.ts', files] as const] : Object.entries(files)
    const language = /^main\.(ts|py)$/.exec(entry?.[0] ?? '')?.[1]
    if (entry === undefined || language === undefined) throw new Error('The entry is main.ts or main.py')
    await this.page.evaluate(
      hash => {
        location.hash = hash
      },
      handWritten(entry[1], { lang: language, ...settings }),
    )
    // A run of the program before leaves nothing behind on the page.
    await this.page.locator('[role=status][data-run-state=idle]').waitFor()
    await expect(this.page.locator('[data-file]')).toHaveCount(1)
    for (const [path, text] of others) await this.addFile(path, text)
  }

  /** Adds a file as a person does: a tab, a name, text. */
  async addFile(path: string, text: string): Promise<void> {
    await this.page.locator('[data-action=add-file]').click()
    await this.page.locator('.naming input').fill(path)
    await this.page.keyboard.press('Enter')
    await expect(this.page.locator(`[data-file="${path}"]`)).toHaveAttribute('aria-current', 'true')
    await this.type(text)
  }

  /** Replaces the text of the file that is shown. */
  async type(text: string): Promise<void> {
    const code = this.page.locator('[data-editor=monaco]')
    await code.locator('.view-lines').click()
    await this.page.keyboard.press('ControlOrMeta+A')
    await this.page.keyboard.insertText(text)
  }

  /** Waits for the full editor; its types and hints come a little later. */
  async editorReady(): Promise<void> {
    await this.page.locator('[data-editor=monaco] .view-line').first().waitFor()
  }

  /** The lines of the file that are in view, once they are at rest: the editor puts them into the page before it places them. */
  async shownText(): Promise<string> {
    await this.editorReady()
    let shown = ''
    await expect
      .poll(async () => {
        const before = shown
        shown = await this.#linesAsPlaced()
        return shown === before
      })
      .toBe(true)
    return shown
  }

  async #linesAsPlaced(): Promise<string> {
    const lines = await this.page.locator('.view-line').evaluateAll(lines =>
      lines
        .map(line => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    )
    return lines.join('\n')
  }

  async openLesson(id: string): Promise<void> {
    await this.page.locator('.chooser').click()
    await this.page.locator(`[data-lesson="${id}"]`).click()
    await this.waitForState('idle')
  }

  /** Opens the Share dialog and reads what it offers. */
  async share(): Promise<{ readonly link: string; readonly embed: string }> {
    await this.button('share').click()
    return {
      link: await this.page.locator('[data-share=link]').inputValue(),
      embed: await this.page.locator('[data-share=embed]').inputValue(),
    }
  }

  button(action: 'run' | 'compare' | 'stop' | 'share'): Locator {
    return this.page.locator(`[data-action=${action}]`).first()
  }

  /** Presses Run; resolves once the page says so, not when the run ends. */
  async run(): Promise<void> {
    await this.button('run').click()
  }

  async compare(): Promise<void> {
    await this.button('compare').click()
  }

  /** Chooses what Compare sets side by side. */
  async compareWhat(kind: 'cores' | 'workers'): Promise<void> {
    await this.page.locator('.compare-what').first().click()
    await this.page.locator(`[data-compare=${kind}]`).click()
  }

  async stop(): Promise<void> {
    await this.button('stop').click()
  }

  /** Presses Stop and tells, in ms on the page's own clock, how long the run then went on. */
  async stopAndTime(): Promise<number> {
    return await this.page.evaluate(async () => {
      const status = document.querySelector<HTMLElement>('[role=status][data-run-state]')
      const stop = document.querySelector<HTMLElement>('[data-action=stop]')
      if (status === null || stop === null) throw new Error('The page has no status or no Stop')
      const pressed = performance.now()
      const ended = new Promise<number>(resolve => {
        const look = (): void => {
          if (!/starting|running/.test(status.dataset.runState ?? '')) resolve(performance.now() - pressed)
        }
        new MutationObserver(look).observe(status, { attributes: true })
      })
      stop.click()
      return await ended
    })
  }

  async setTimeLimit(seconds: 5 | 10 | 30 | 60 | 300): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings' }).click()
    await this.page.locator('[data-setting=time-limit]').selectOption(String(seconds))
    await this.page.keyboard.press('Escape')
  }

  /** Waits until the run, or the pair, is over, and says how it ended. */
  async waitForEnd(timeout = PATIENCE): Promise<Ending> {
    // Not an `expect`, which looks once a second at last: runs are short and many.
    const ended = ENDINGS.map(state => `[role=status][data-run-state=${state}]`).join()
    await this.page.locator(ended).waitFor({ timeout })
    return (await this.status.getAttribute('data-run-state')) as Ending
  }

  async waitForState(state: string, timeout = PATIENCE): Promise<void> {
    await expect(this.status).toHaveAttribute('data-run-state', state, { timeout })
  }

  /** Runs a program from beginning to end. */
  async runToEnd(files: Files, settings: Readonly<Record<string, string | number>> = {}): Promise<Ending> {
    await this.setProgram(files, settings)
    await this.run()
    return await this.waitForEnd()
  }

  async showTab(tab: 'output' | 'explain' | 'about'): Promise<void> {
    await this.page.locator(`#tab-${tab}`).click()
  }

  /** How many lines were printed, drawn or not. The output tab must be in view. */
  async outputCount(): Promise<number> {
    return Number(await this.log.getAttribute('data-rows'))
  }

  /** The rows that are drawn at this moment: what is in view and a little around it. */
  async drawnOutput(): Promise<DrawnLine[]> {
    return await this.log.locator('[data-process]').evaluateAll(rows =>
      rows.map(row => ({
        process: row.getAttribute('data-process') ?? '',
        stream: row.getAttribute('data-stream') ?? '',
        run: row.getAttribute('data-run') ?? '',
        ms: Number(row.getAttribute('data-ms')),
        text: row.textContent ?? '',
      })),
    )
  }

  /** Every line that was printed, in the console's order, by the button that copies them; headings of runs left out. */
  async allOutput(): Promise<OutputLine[]> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const button = this.page.locator('[data-action=copy-output]')
    if ((await button.count()) === 0) return []
    // The word stands there for a moment only, which a busy machine may let go by.
    await expect(async () => {
      await button.click()
      await expect(button).toHaveText(/Copied|コピーしました/, { timeout: 1000 })
    }).toPass()
    const text = await this.page.evaluate(() => navigator.clipboard.readText())
    return text
      .split('\n')
      .filter(line => line.includes('\t'))
      .map(line => {
        const tab = line.indexOf('\t')
        return { process: line.slice(0, tab), text: line.slice(tab + 1) }
      })
  }

  /** From now on the page notes how far its frames lie apart. */
  async watchFrames(): Promise<void> {
    await this.page.evaluate(() => {
      const frames = { count: 0, longest: 0 }
      Object.assign(window, { watchedFrames: frames })
      let last = performance.now()
      const look = (): void => {
        const now = performance.now()
        frames.count += 1
        frames.longest = Math.max(frames.longest, now - last)
        last = now
        requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
  }

  /** ms between two frames at most, and how many there were since `watchFrames`. */
  async longestFrame(): Promise<{ readonly count: number; readonly longest: number }> {
    return await this.page.evaluate(
      () =>
        (
          window as unknown as {
            readonly watchedFrames: { readonly count: number; readonly longest: number }
          }
        ).watchedFrames,
    )
  }

  /** A number of the result; null while it is not shown. `run` tells the two times apart. */
  async metric(name: Metric, run?: RunName): Promise<number | null> {
    const of = run === undefined ? '' : `[data-run=${run}]`
    const figure = this.page.locator(`[data-metric="${name}"]${of}`).first()
    if ((await figure.count()) === 0) return null
    return Number(await figure.getAttribute('data-value'))
  }

  timeline(run: RunName): Locator {
    return this.page.locator(`[data-timeline="${run}"]`)
  }

  /** What the page says about how the run ended, as one text. */
  async explanation(): Promise<string> {
    const tab = this.page.locator('#tab-explain')
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click()
    return await this.page.locator('.explain').innerText()
  }

  /** The lines, `main.ts:3`, that the explanation leads to. */
  async explainedPlaces(): Promise<string[]> {
    return await this.page
      .locator('.explain [data-place]')
      .evaluateAll(links => links.map(link => link.getAttribute('data-place') ?? ''))
  }
}
