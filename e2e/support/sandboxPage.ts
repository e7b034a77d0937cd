import { expect, type Page } from '@playwright/test'

/** The test page around the engine. */
export class SandboxPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url)
    await expect(this.page.locator('#state')).toHaveText('idle')
  }

  /** Starts the program; `code` is a compiled program's text, or Python as it is written. */
  async start(code: string, plan: object = {}, language: 'ts' | 'py' = 'ts'): Promise<void> {
    await this.page.locator('#language').fill(language)
    await this.page.locator('#code').fill(code)
    await this.page.locator('#plan').fill(JSON.stringify(plan))
    await this.page.getByRole('button', { name: 'Run' }).click()
  }

  /** Runs Python to its end: how that was, and what it printed. */
  async runPython(code: string, plan: object = {}): Promise<[outcome: unknown, output: string]> {
    await this.start(code, { maxProcesses: 8, ...plan }, 'py')
    const outcome = await this.outcome()
    return [outcome, await this.output()]
  }

  /** Waits for the end of the run. */
  async outcome(): Promise<{ kind: string; problem?: { code: string; message: string }; by?: string }> {
    await expect(this.page.locator('#state')).toHaveText(/finished|failed|deadlocked|stopped/, {
      // The first start of Python, on a machine that has other things to do.
      timeout: 90_000,
    })
    return JSON.parse((await this.page.locator('#outcome').textContent()) ?? '')
  }

  /** A line for the program that runs; null: there will be no more. */
  async type(line: string | null): Promise<void> {
    if (line !== null) await this.page.locator('#line').fill(line)
    await this.page.getByRole('button', { name: line === null ? 'End of input' : 'Send' }).click()
  }

  /** Ctrl-C. */
  async interrupt(): Promise<void> {
    await this.page.getByRole('button', { name: 'Interrupt' }).click()
  }

  /** The steps of making Python ready that the last run told of, each once. */
  async preparation(): Promise<readonly string[]> {
    const told = (await this.page.locator('#state').getAttribute('data-preparing')) ?? ''
    return [...new Set(told.split(';').map(step => step.split(' ')[0] ?? ''))].filter(step => step !== '')
  }

  async stop(): Promise<void> {
    await this.page.getByRole('button', { name: 'Stop' }).click()
  }

  async output(): Promise<string> {
    return (await this.page.locator('#output').textContent()) ?? ''
  }
}
