import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { handWritten, stickingOut, WeftPage } from './support/page.ts'
import { test } from './support/pythonWorld.ts'

const python = (page: Page) => page.locator('[data-language=py]')
const typescript = (page: Page) => page.locator('[data-language=ts]')

test('a visitor who comes for Python finds it at once, and again on the next visit', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  await page.getByRole('radio', { name: 'Python' }).check({ force: true })
  await expect(page.locator('[data-file]')).toHaveText('main.py')
  await expect.poll(() => weft.shownText()).toContain('from multiprocessing import')
  await expect(page.locator('.chooser-title')).toHaveText('Counting primes')
  await weft.open()
  await expect(page.locator('[data-file]')).toHaveText('main.py')
})

test('a browser that cannot run Python says so as soon as Python is chosen, and runs TypeScript', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(WebAssembly, 'Suspending'))
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  const notice = page.locator('[data-notice=language]')
  await expect(notice).toHaveCount(0)
  await python(page).click()
  await expect(notice).toContainText('Chrome and Edge can from version 137')
  await weft.run()
  expect(await weft.waitForEnd()).toBe('failed')
  await expect(page.locator('[data-problem="python.noJspi"]')).toBeVisible()
  await typescript(page).click()
  await expect(notice).toHaveCount(0)
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
})

test('each language keeps what was written in it', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  await weft.type('console.log("mine")\n')
  await python(page).click()
  await expect(page.locator('[data-file]')).toHaveText('main.py')
  await weft.type('print("mine, too")\n')
  await typescript(page).click()
  await expect.poll(() => weft.shownText()).toContain('console.log("mine")')
  await page.waitForTimeout(600)
  await page.reload()
  await expect.poll(() => weft.shownText()).toContain('console.log("mine")')
  await python(page).click()
  await expect.poll(() => weft.shownText()).toContain('print("mine, too")')
})

test('a link brings its language, and the way back leads to its program', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open(handWritten('print("from a link")\n', { lang: 'py' }))
  await expect(python(page)).toHaveAttribute('data-on', 'true')
  await expect(page.locator('[data-file]')).toHaveText('main.py')
  await typescript(page).click()
  await expect(page.locator('[data-file]')).toHaveText('main.ts')
  await python(page).click()
  await expect.poll(() => weft.shownText()).toContain('print("from a link")')
})

test('Python is coloured, and TypeScript finds no fault with it', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open(handWritten('def work(n):\n    return n ** 2  # squared\n', { lang: 'py' }))
  await weft.editorReady()
  const colour = (text: string) =>
    page
      .locator('.view-line span span', { hasText: new RegExp(`^\\s*${text}`) })
      .first()
      .evaluate(element => getComputedStyle(element).color)
  await expect.poll(async () => (await colour('def')) !== (await colour('work'))).toBe(true)
  expect(await colour('#')).not.toBe(await colour('def'))
  await page.waitForTimeout(1500)
  await expect(page.locator('[data-editor-problems]')).toHaveAttribute('data-editor-problems', '0')
})

test('names of the modules are explained where they stand, in Japanese as well', async ({ page }) => {
  const weft = new WeftPage(page)
  const text = 'from queue import Queue\nq = Queue()\nq.task_done()\n'
  await weft.open(handWritten(text, { lang: 'py', ui: 'ja' }))
  await weft.editorReady()
  const line = page.locator('.view-line', { hasText: 'task_done' })
  const box = await line.boundingBox()
  if (box === null) throw new Error('The line is not in view')
  await page.mouse.move(box.x + 30, box.y + 10)
  const hover = page.locator('.monaco-hover:visible')
  await expect(hover).toContainText('Queue.task_done()')
  await expect(hover).toContainText('処理が済んだ')
})

test('settings are those that Python has, and the GIL says why it stays', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open('lang=py&lesson=primes')
  const gil = page.locator('[data-setting=gil]').first()
  await gil.click({ force: true })
  await expect(gil).toHaveAttribute('aria-checked', 'true')
  await expect(gil).toHaveAttribute('aria-disabled', 'true')
  await expect(gil).toHaveAccessibleDescription(/always has its global interpreter lock/)
  await expect(page.locator('.compare-what')).toHaveCount(0)
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(page.locator('[data-setting=workers]')).toHaveCount(0)
  await page.locator('[data-setting=switch-anywhere]').check()
  await page.keyboard.press('Escape')
  const { link } = await weft.share()
  expect(link).toContain('lang=py')
  expect(link).toContain('anyswitch=on')
  expect(link).not.toContain('gil=off')
})

test('files from the device become files of the program, travel in links, and have a limit', async ({
  page,
}) => {
  const weft = new WeftPage(page)
  await weft.open(handWritten('print(open("names.csv").read())\n', { lang: 'py' }))
  await page.locator('[data-take-in]').setInputFiles([
    { name: 'names.csv', mimeType: 'text/csv', buffer: Buffer.from('Ada\nGrace\n') },
    {
      name: 'tiny-1.0-py3-none-any.whl',
      mimeType: 'application/zip',
      buffer: Buffer.of(80, 75, 3, 4, 0, 255),
    },
  ])
  await expect(page.locator('[data-file]')).toHaveText(['main.py', 'names.csv', 'tiny-1.0-py3-none-any.whl'])
  await expect(page.locator('[data-bytes]')).toContainText('6 B')
  const { link } = await weft.share()
  const other = new WeftPage(await page.context().newPage())
  await other.page.goto(link)
  await expect(other.page.locator('[data-file]')).toHaveCount(3)
  await other.page.locator('[data-file="names.csv"]').click()
  await expect.poll(() => other.shownText()).toContain('Grace')
  await other.page
    .locator('[data-take-in]')
    .setInputFiles([
      { name: 'large.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(4_000_000) },
    ])
  await expect(other.page.locator('[data-problem="files.tooLarge"]')).toContainText('3.0 MB')
  await expect(other.page.locator('[data-file]')).toHaveCount(3)
})

test('a file without an ending is a Python file', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open('lang=py&lesson=primes')
  await weft.editorReady()
  await page.locator('[data-action=add-file]').click()
  await page.locator('.naming input').fill('tasks')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-file="tasks.py"]')).toHaveAttribute('aria-current', 'true')
})

for (const [width, height] of [
  [360, 740],
  [1280, 800],
] as const) {
  test(`Python's page holds at ${width} pixels, for assistive technology as well`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    const weft = new WeftPage(page)
    await weft.open('lang=py&lesson=primes&ui=ja')
    await weft.editorReady()
    expect(await stickingOut(page.locator('html'))).toEqual([])
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })
}

test('a frame in another page shows no choice of language', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open(handWritten('print(1)\n', { lang: 'py' }), '?embed')
  await expect(python(page)).toBeHidden()
})

test('input() asks in the console: Enter answers, the arrows bring back, Ctrl+D ends', async ({
  pythonPage: weft,
}) => {
  const program = `name = input("Name: ")
again = input("Again: ")
print(f"\\x1b[1mHello, {name} and {again}!\\x1b[0m")
try:
    input("More? ")
except EOFError:
    print("no more")
`
  await weft.setProgram({ 'main.py': program })
  await weft.run()
  const field = weft.page.locator('.input-line input')
  await expect(field).toBeFocused({ timeout: 40_000 })
  await weft.page.keyboard.type('Ada')
  await weft.page.keyboard.press('Enter')
  await expect(weft.log).toContainText('Again: ')
  await expect(field).toBeFocused()
  await weft.page.keyboard.press('ArrowUp')
  await expect(field).toHaveValue('Ada')
  await weft.page.keyboard.press('Enter')
  await expect(weft.log).toContainText('More? ')
  await expect(field).toBeFocused()
  await weft.page.keyboard.press('Control+d')
  expect(await weft.waitForEnd()).toBe('finished')
  await expect(weft.page.locator('[data-ms]')).toHaveText([
    'Name: Ada',
    'Again: Ada',
    'Hello, Ada and Ada!',
    'More? no more',
  ])
  await expect(weft.page.locator('.sgr.bold')).toHaveText('Hello, Ada and Ada!')
})

test('getpass asks in the console as well, and says that what is typed can be seen', async ({
  pythonPage: weft,
}) => {
  await weft.setProgram({ 'main.py': 'from getpass import getpass\nprint(len(getpass("Key: ")))\n' })
  await weft.run()
  await expect(weft.page.locator('.input-line input')).toBeFocused({ timeout: 40_000 })
  await weft.page.keyboard.type('secret')
  await weft.page.keyboard.press('Enter')
  expect(await weft.waitForEnd()).toBe('finished')
  await expect(weft.log).toContainText('Password input may be echoed')
  await expect(weft.page.locator('[data-ms]').last()).toHaveText('6')
})

test('input() has the focus on a narrow page, too', async ({ pythonPage: weft }) => {
  const { page } = weft
  const wide = page.viewportSize()
  await weft.setProgram({ 'main.py': 'print(input("Name: ") + "!")\n' })
  await page.setViewportSize({ width: 360, height: 740 })
  await weft.run()
  await expect(page.locator('.input-line input')).toBeFocused({ timeout: 40_000 })
  expect(await stickingOut(page.locator('html'))).toEqual([])
  await page.keyboard.type('Grace')
  await page.keyboard.press('Enter')
  expect(await weft.waitForEnd()).toBe('finished')
  await expect(page.locator('[data-ms]')).toHaveText(['Name: Grace', 'Grace!'])
  if (wide !== null) await page.setViewportSize(wide)
})

test('Stop is Ctrl-C first, and ends a program that goes on the second time', async ({
  pythonPage: weft,
}) => {
  const program = `import time
while True:
    try:
        print("at work")
        time.sleep(30)
    except KeyboardInterrupt:
        print("not yet")
`
  await weft.setProgram({ 'main.py': program })
  await weft.run()
  await expect(weft.log).toContainText('at work', { timeout: 40_000 })
  await weft.stop()
  await expect(weft.button('stop')).toHaveText('Stop now')
  await expect(weft.log).toContainText('not yet')
  await weft.stop()
  expect(await weft.waitForEnd()).toBe('stopped')
  await expect(weft.button('stop')).toHaveText('Stop')
})

test('a program that Stop has interrupted was stopped and has not failed; one that a signal ended says which', async ({
  pythonPage: weft,
}) => {
  await weft.setProgram({ 'main.py': 'import time\nprint("at work")\ntime.sleep(30)\n' })
  await weft.run()
  await expect(weft.log).toContainText('at work', { timeout: 40_000 })
  await weft.stop()
  expect(await weft.waitForEnd()).toBe('stopped')
  expect(await weft.explanation()).toBe('You stopped the run.')
  expect((await weft.allOutput()).at(-1)?.text).toBe('KeyboardInterrupt')
  const program = 'import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n'
  expect(await weft.runToEnd({ 'main.py': program })).toBe('finished')
  expect(await weft.explanation()).toBe('A signal ended the program: SIGTERM (exit code -15).')
})

test('an error that nobody caught is shown at its line', async ({ pythonPage: weft }) => {
  await weft.setProgram({
    'main.py': 'def seat(n):\n    raise ValueError("no such seat")\n\nseat(7)\n',
  })
  await weft.run()
  expect(await weft.waitForEnd()).toBe('failed')
  expect(await weft.explanation()).toContain('ValueError: no such seat')
  expect(await weft.explainedPlaces()).toEqual(['main.py:2'])
  await expect(weft.page.locator('.weft-problem')).toHaveCount(1)
})
