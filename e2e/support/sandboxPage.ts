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

  /** Starts the program; `code` is a compiled program's text. */
  async start(code: string, plan: object = {}): Promise<void> {
    await this.page.locator('#code').fill(code)
    await this.page.locator('#plan').fill(JSON.stringify(plan))
    await this.page.getByRole('button', { name: 'Run' }).click()
  }

  /** Waits for the end of the run. */
  async outcome(): Promise<{ kind: string; problem?: { code: string; message: string }; by?: string }> {
    await expect(this.page.locator('#state')).toHaveText(/finished|failed|deadlocked|stopped/, {
      timeout: 15_000,
    })
    return JSON.parse((await this.page.locator('#outcome').textContent()) ?? '')
  }

  async stop(): Promise<void> {
    await this.page.getByRole('button', { name: 'Stop' }).click()
  }

  async output(): Promise<string> {
    return (await this.page.locator('#output').textContent()) ?? ''
  }
}
