import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { handWritten, WeftPage } from './support/page.ts'
import { FINISHED } from './support/pythonWorld.ts'
import { SandboxPage } from './support/sandboxPage.ts'
import { type Served, serve } from './support/sandboxServer.ts'
import { makeWheels } from './support/wheels.ts'

const FAST = 'fast.cpython-314-wasm32-emscripten.so'

const about = (name: string, ...needs: readonly string[]): string =>
  [
    `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0`,
    ...needs.map(each => `Requires-Dist: ${each}`),
    '',
  ].join('\n')

/** What whoever hosts the app has in the folder. */
const WHEELS = {
  'greeting-1.0-py3-none-any.whl': {
    'greeting/__init__.py': 'from loud import loud\ndef greet(name):\n    return loud(f"hello, {name}")\n',
    'greeting-1.0.dist-info/METADATA': about('greeting', 'loud>=1'),
  },
  'loud-1.0-py3-none-any.whl': {
    'loud.py': 'def loud(text):\n    return text.upper()\n',
    'loud-1.0.dist-info/METADATA': about('loud'),
  },
  'quick-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl': {
    'quick/__init__.py': 'from .fast import counted, least, square, twice\n',
    [`quick/${FAST}`]: readFileSync(`e2e/python/packages/${FAST}`),
    'quick-1.0.dist-info/METADATA': about('quick'),
  },
  'layers-1.0-py3-none-pyemscripten_2026_0_wasm32.whl': {
    'layers/__init__.py': `
import ctypes, os
base = ctypes.CDLL(os.path.dirname(__file__) + "/base.so", mode=ctypes.RTLD_GLOBAL)
user = ctypes.CDLL(os.path.dirname(__file__) + "/user.so")
`,
    'layers/base.so': readFileSync('e2e/python/packages/base.so'),
    'layers/user.so': readFileSync('e2e/python/packages/user.so'),
    'layers-1.0.dist-info/METADATA': about('layers'),
  },
}

test.describe('with a folder of wheels', () => {
  let served: Served
  let page: Page
  let sandbox: SandboxPage
  const fetched: string[] = []

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(180_000)
    served = await serve('sandboxTest', 'built', await makeWheels('wheels', WHEELS))
    page = await browser.newPage()
    page.on('request', request => {
      const [name] = /[^/]+\.whl$/.exec(request.url()) ?? []
      if (name !== undefined) fetched.push(name)
    })
    sandbox = new SandboxPage(page)
    await sandbox.open(served.url)
  })
  test.afterAll(async () => {
    await page.context().close()
    await served.close()
  })
  test.beforeEach(() => {
    fetched.length = 0
  })

  test('a program that imports none loads none', async () => {
    expect(await sandbox.runPython('import queue\nprint(1)')).toEqual([FINISHED, '1\n'])
    expect(fetched).toEqual([])
  })

  test('what is imported is there in all processes, with what it needs, and is fetched once', async () => {
    const program = `
import multiprocessing, importlib.metadata
def work(name):
    import greeting
    return greeting.greet(name)
if __name__ == "__main__":
    for method in ["fork", "spawn"]:
        with multiprocessing.get_context(method).Pool(1) as pool:
            print(pool.map(work, ["a", "b"]))
    print(importlib.metadata.version("greeting"))
`
    const expected = [FINISHED, "['HELLO, A', 'HELLO, B']\n['HELLO, A', 'HELLO, B']\n1.0\n"]
    expect(await sandbox.runPython(program)).toEqual(expected)
    expect(fetched.sort()).toEqual(['greeting-1.0-py3-none-any.whl', 'loud-1.0-py3-none-any.whl'])
    expect(await sandbox.runPython(program)).toEqual(expected)
    expect(fetched).toHaveLength(2)
  })

  test('compiled code keeps its state in a forked child, and begins anew in a spawned one', async () => {
    const program = `
import multiprocessing, quick
def child(queue):
    values = [quick.square(5), quick.counted(), quick.least(), quick.twice(4)]
    try:
        quick.square(-3)
    except ValueError as error:
        values.append(str(error))
    queue.put(values)
def grandchild(queue):
    process = multiprocessing.Process(target=child, args=(queue,))
    process.start()
    process.join()
if __name__ == "__main__":
    print(quick.square(7), quick.counted(), quick.counted(), quick.least(), quick.twice(2.5))
    for method, target in [("fork", child), ("spawn", child), ("fork", grandchild)]:
        context = multiprocessing.get_context(method)
        queue = context.Queue()
        process = context.Process(target=target, args=(queue,))
        process.start()
        print(queue.get())
        process.join()
    print(quick.counted())
`
    const [outcome, output] = await sandbox.runPython(program)
    expect(outcome).toEqual(FINISHED)
    expect(output.split('\n')).toEqual([
      '49 1 2 3 5.0',
      "[25, 3, 3, 8, '-3 is less than nothing']",
      "[25, 1, 3, 8, '-3 is less than nothing']",
      "[25, 3, 3, 8, '-3 is less than nothing']",
      '3',
      '',
    ])
  })

  test('libraries that use each other do so in a forked child, too, with the data as they were', async () => {
    const program = `
import ctypes, layers, multiprocessing
def child(queue):
    seen = [layers.user.use()]
    layers.base.set(3)
    shared = ctypes.c_int.in_dll(layers.base, "shared").value
    queue.put(seen + [shared, layers.user.use(), layers.base.call()])
if __name__ == "__main__":
    print(layers.user.use())
    layers.base.set(9)
    for method in ["fork", "spawn"]:
        context = multiprocessing.get_context(method)
        queue = context.Queue()
        context.Process(target=child, args=(queue,)).start()
        print(queue.get())
    print(layers.user.use())
`
    const expected = ['8066', '[9099, 3, 10033, 1103]', '[8066, 3, 9033, 1003]', '9099', '']
    expect(await sandbox.runPython(program)).toEqual([FINISHED, expected.join('\n')])
  })

  test('a library opened by a relative path, and one that stayed when what needed it failed, are there in a forked child', async () => {
    const program = `
import ctypes, importlib.util, multiprocessing, os, shutil
if False:
    import layers
home = os.getcwd()
folder = os.path.dirname(importlib.util.find_spec("layers").origin)
os.mkdir("near")
for name in ("base.so", "user.so"):
    shutil.copy(os.path.join(folder, name), os.path.join("near", name))
def section(number, content):
    return bytes([number, len(content)]) + content
def text(value):
    return bytes([len(value)]) + value.encode()
# It needs base.so, and imports a function where there is none.
needs = b"\\x01" + text(home + "/near/base.so")
with open("broken.so", "wb") as file:
    file.write(b"\\0asm\\x01\\0\\0\\0" + section(0, text("dylink.0") + section(1, bytes(4)) + section(2, needs)))
    file.write(section(1, b"\\x01\\x60\\0\\0") + section(2, b"\\x01" + text("env") + text("memory") + b"\\0\\0"))
try:
    ctypes.CDLL(home + "/broken.so", mode=ctypes.RTLD_GLOBAL)
except OSError:
    print("broken")
base = ctypes.CDLL(home + "/near/base.so", mode=ctypes.RTLD_GLOBAL)
os.chdir("near")
user = ctypes.CDLL("./user.so")
os.chdir("/tmp")
def child(queue):
    queue.put((user.use(), os.getcwd()))
print(user.use())
base.set(9)
queue = multiprocessing.Queue()
multiprocessing.Process(target=child, args=(queue,)).start()
print(queue.get())
`
    const expected = ['broken', '8066', "(9099, '/tmp')", '']
    expect(await sandbox.runPython(program)).toEqual([FINISHED, expected.join('\n')])
  })

  test('nobody can write to what the host has installed', async () => {
    const [, output] = await sandbox.runPython(
      'import loud\ntry:\n    open(loud.__file__, "w")\nexcept PermissionError:\n    print("no")',
    )
    expect(output).toBe('no\n')
  })

  test('an import that is not in the text says that it has to be', async () => {
    await sandbox.start('import importlib\nimportlib.import_module("qui" + "ck")', { maxProcesses: 8 }, 'py')
    const { problem } = await sandbox.outcome()
    expect(problem).toMatchObject({ code: 'python.noModule', params: { kind: 'unseen', module: 'quick' } })
    expect(await sandbox.output()).toContain('write "import quick"')
  })

  test('a wheel that does not come ends the run with its name', async ({ page: fresh }) => {
    await fresh.route(/loud-1\.0.*\.whl$/, route => route.fulfill({ status: 404 }))
    const other = new SandboxPage(fresh)
    await other.open(served.url)
    await other.start('import loud', { maxProcesses: 8 }, 'py')
    const { problem } = await other.outcome()
    expect(problem?.code).toBe('python.package')
    expect(problem?.message).toContain('loud-1.0-py3-none-any.whl: HTTP 404')
  })
})

test.describe('without one', () => {
  for (const [ui, hint] of [
    ['en', 'Whoever hosts this page can add its wheel'],
    ['ja', 'wheel フォルダーに追加できます'],
  ] as const) {
    test(`an import that fails says what is missing and how to add it (${ui})`, async ({ page }) => {
      const weft = new WeftPage(page)
      await weft.open(handWritten('import threading\nimport numpy\n', { lang: 'py', ui }))
      await weft.run()
      const problem = page.locator('.problem')
      await expect(problem).toContainText("ModuleNotFoundError: No module named 'numpy'", { timeout: 60_000 })
      await expect(problem).toContainText('main.py:2')
      await expect(problem.locator('.hint')).toContainText(hint)
    })
  }
})
