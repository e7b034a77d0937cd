import { expect } from '@playwright/test'
import type { WeftPage } from './support/page.ts'
import { test } from './support/pythonWorld.ts'

/** Names of a chart's lanes, in its order. */
const lanesOf = (weft: WeftPage, run: 'single' | 'parallel' = 'parallel'): Promise<string[]> =>
  weft
    .timeline(run)
    .locator('[data-lane]')
    .evaluateAll(lanes => lanes.map(lane => lane.getAttribute('data-lane') ?? ''))

test('each process is a lane, each thread a lane within its process, and what they print bears their names', async ({
  pythonPage: weft,
}) => {
  const program = `from multiprocessing import Process
from threading import Thread

def knead(): print("kneaded")

def bake():
    helper = Thread(target=knead, name="Helper")
    helper.start()
    helper.join()
    print("baked")

baker = Process(target=bake, name="Baker")
baker.start()
baker.join()
unnamed = [kind(target=knead) for kind in (Process, Thread)]
for one in unnamed:
    one.start()
    one.join()
print("done")
`
  expect(await weft.runToEnd({ 'main.py': program })).toBe('finished')
  expect((await lanesOf(weft)).sort()).toEqual([
    'Baker',
    'Helper',
    'MainProcess',
    'Process-2',
    'Thread-1 (knead)',
  ])
  expect(await weft.allOutput()).toEqual([
    { process: 'Baker · Helper', text: 'kneaded' },
    { process: 'Baker', text: 'baked' },
    { process: 'Process-2', text: 'kneaded' },
    { process: 'Thread-1 (knead)', text: 'kneaded' },
    { process: 'MainProcess', text: 'done' },
  ])
  const rows = await weft.log
    .locator('[data-process]')
    .evaluateAll(rows => rows.map(row => [row.getAttribute('data-process'), row.getAttribute('data-thread')]))
  expect(rows).toEqual([
    ['Baker', 'Helper'],
    ['Baker', 'MainThread'],
    ['Process-2', 'MainThread'],
    ['MainProcess', 'Thread-1 (knead)'],
    ['MainProcess', 'MainThread'],
  ])
})

test('Compare runs Pool.map on one core and on all, and draws both with the lanes of their workers', async ({
  pythonPage: weft,
}) => {
  const program = `from multiprocessing import Pool

def work(n):
    return sum(i % 7 for i in range(n))

if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(work, [60_000] * 8, chunksize=1))
`
  await weft.setProgram({ 'main.py': program })
  await weft.compare()
  expect(await weft.waitForEnd()).toBe('finished')
  const workers = ['ForkPoolWorker-1', 'ForkPoolWorker-2']
  for (const run of ['single', 'parallel'] as const) {
    const lanes = await lanesOf(weft, run)
    expect(lanes[0]).toBe('MainProcess')
    expect(lanes.filter(lane => lane.startsWith('ForkPoolWorker'))).toEqual(workers)
  }
  const [single = 0, parallel = 0] = [
    await weft.metric('wall', 'single'),
    await weft.metric('wall', 'parallel'),
  ]
  expect(await weft.metric('speedup')).toBeCloseTo((single ?? 0) / (parallel ?? 0), 6)
  const answer = `[${Array(8).fill('179994').join(', ')}]`
  expect((await weft.allOutput()).map(({ text }) => text)).toEqual([answer, answer])
})

test('two threads that compute wait for the GIL by turns: never more than one core is in use', async ({
  pythonPage: weft,
}) => {
  const program = `import threading

def spin():
    x = 0
    for i in range(400_000):
        x += i

threads = [threading.Thread(target=spin) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
`
  expect(await weft.runToEnd({ 'main.py': program }, { cores: 2 })).toBe('finished')
  expect(await lanesOf(weft)).toEqual(['MainProcess', 'Thread-1 (spin)', 'Thread-2 (spin)'])
  await expect(weft.page.locator('.tl-legend')).toContainText('waits for the GIL')
  const [wall = 0, busy = 0] = [await weft.metric('wall'), await weft.metric('busy')]
  expect(busy ?? Number.NaN).toBeLessThanOrEqual((wall ?? 0) * 1.05)
})

test('a deadlock is explained: who waits for what, on which line, and who has it', async ({
  pythonPage: weft,
}) => {
  const program = `import threading

a, b = threading.Lock(), threading.Lock()
both = threading.Barrier(2)

def take(first, second):
    with first:
        both.wait()
        with second:
            print("never")

one = threading.Thread(target=take, args=(a, b), name="One")
two = threading.Thread(target=take, args=(b, a), name="Two")
one.start()
two.start()
one.join()
`
  expect(await weft.runToEnd({ 'main.py': program })).toBe('deadlocked')
  const text = await weft.explanation()
  expect(text).toMatch(/MainProcess waits for One \(Thread\.join\)/)
  expect(text).toMatch(/One waits for Lock-2 \(Lock\.acquire\).*held by Two/s)
  expect(text).toMatch(/Two waits for Lock-1 \(Lock\.acquire\).*held by One/s)
  expect(await weft.explainedPlaces()).toEqual(['main.py:16', 'main.py:9', 'main.py:9'])
  await weft.page.locator('[data-place="main.py:9"]').first().click()
  await expect(weft.page.locator('.editor-foot')).toContainText('Ln 9,')
})

test('a queue that nobody fills is a deadlock with the name a reader knows, in threads and processes', async ({
  pythonPage: weft,
}) => {
  for (const module of ['queue', 'multiprocessing']) {
    const program = `from ${module} import Queue\nq = Queue()\nq.get()\n`
    expect(await weft.runToEnd({ 'main.py': program })).toBe('deadlocked')
    const text = await weft.explanation()
    expect(text).toMatch(/MainProcess waits for Queue-1 \(Queue\.get\)/)
    expect(text).toContain('it is empty, and nobody is left')
    expect(text).not.toContain('task_done')
    expect(await weft.explainedPlaces()).toEqual(['main.py:3'])
  }
})

test('colours of the terminal are shown, and unlocked prints of two processes share a line', async ({
  pythonPage: weft,
}) => {
  const program = `from multiprocessing import Process

def say():
    print("\\x1b[31mworld\\x1b[0m", end="", flush=True)

print("hello ", end="", flush=True)
child = Process(target=say)
child.start()
child.join()
print("!")
print("no newline", end="")
`
  expect(await weft.runToEnd({ 'main.py': program })).toBe('finished')
  await weft.showTab('output')
  await expect(weft.log.locator('[data-ms]')).toHaveText(['hello world!', 'no newline'])
  const red = weft.log.locator('.sgr', { hasText: 'world' }).first()
  const plain = weft.log.locator('[data-ms]').last()
  const colour = (element: Element): string => getComputedStyle(element).color
  expect(await red.evaluate(colour)).not.toBe(await plain.evaluate(colour))
})

test('an error in a module of the program is told as CPython tells it, and shown at its line there', async ({
  pythonPage: weft,
}) => {
  const program = `from multiprocessing import Pool
import seats

with Pool(1) as pool:
    print(pool.map(seats.double, [1]))
seats.reserve(7)
`
  const seats = `def double(n):
    return 2 * n


def reserve(n):
    raise ValueError(f"no seat {n}")
`
  await weft.setProgram({ 'main.py': program })
  await weft.page
    .locator('[data-take-in]')
    .setInputFiles([{ name: 'seats.py', mimeType: 'text/x-python', buffer: Buffer.from(seats) }])
  await expect(weft.page.locator('[data-file]')).toHaveText(['main.py', 'seats.py'])
  await weft.run()
  expect(await weft.waitForEnd()).toBe('failed')
  expect(await weft.explanation()).toContain('ValueError: no seat 7')
  expect(await weft.explainedPlaces()).toEqual(['seats.py:6'])
  await expect(weft.page.locator('.weft-problem')).toHaveCount(1)
  await weft.showTab('output')
  expect((await weft.allOutput()).map(({ text }) => text)).toEqual([
    '[2]',
    'Traceback (most recent call last):',
    expect.stringMatching(/^ {2}File ".*main\.py", line 6, in <module>$/),
    '    seats.reserve(7)',
    expect.stringMatching(/^ {4}~+\^+$/),
    expect.stringMatching(/^ {2}File ".*seats\.py", line 6, in reserve$/),
    '    raise ValueError(f"no seat {n}")',
    'ValueError: no seat 7',
  ])
})

const FOLD = '[data-action=fold]'

test('the library’s own threads are folded, until a key unfolds them, and stay so for the next run', async ({
  pythonPage: weft,
}) => {
  const program = `from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Manager, Pool
from threading import Thread, Timer
import time

def work(n):
    return n

if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(work, range(3)))
    with ThreadPoolExecutor(1) as executor:
        print(list(executor.map(work, range(3))))
    with Manager() as manager:
        print(len(manager.list([1])))
    for own in (Timer(0.01, work, [1]), Thread(target=time.sleep, args=(0.01,))):
        own.start()
        own.join()
`
  expect(await weft.runToEnd({ 'main.py': program })).toBe('finished')
  const folded = await lanesOf(weft)
  expect(folded.filter(lane => /_handle|accepter/.test(lane))).toEqual([])
  // What the program started, and what does its work, has a lane.
  for (const own of ['ForkPoolWorker-1', 'ThreadPoolExecutor-0_0', 'SyncManager-2']) {
    expect(folded).toContain(own)
  }
  expect(folded).toContainEqual(expect.stringMatching(/^Thread-\d+ \(sleep\)$/))
  const [wall, busy] = [await weft.metric('wall'), await weft.metric('busy')]
  const control = weft.timeline('parallel').locator(FOLD)
  await expect(control).toHaveAttribute('aria-expanded', 'false')
  await control.focus()
  await weft.page.keyboard.press('Enter')
  await expect(control).toHaveAttribute('aria-expanded', 'true')
  await expect(weft.timeline('parallel').locator('[data-lane="Thread-1 (_handle_workers)"]')).toBeVisible()
  const unfolded = await lanesOf(weft)
  expect(await control.textContent()).toBe(`${unfolded.length - folded.length} threads of the library`)
  expect([await weft.metric('wall'), await weft.metric('busy')]).toEqual([wall, busy])
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  await expect(control).toHaveAttribute('aria-expanded', 'true')
  await control.click()
  await expect.poll(() => lanesOf(weft)).toEqual(folded)
})

test('a deadlock is not blamed on threads of the library that have nothing to do', async ({
  pythonPage: weft,
}) => {
  const program = `from multiprocessing import Process, Queue

def reader(q):
    q.get()
    q.get()

if __name__ == "__main__":
    q = Queue()
    p = Process(target=reader, args=(q,))
    p.start()
    q.put("x")
    p.join()
`
  expect(await weft.runToEnd({ 'main.py': program })).toBe('deadlocked')
  const text = await weft.explanation()
  expect(text).toMatch(/Process-1 waits for Queue-1 \(Queue\.get\)/)
  expect(text).not.toMatch(/holds itself|held by|task_done/)
  // It takes part, though: it is never folded then.
  expect(await lanesOf(weft)).toEqual(['MainProcess', 'QueueFeederThread', 'Process-1'])
})

test('a worker’s lane tells which call is which task, and which of them raised', async ({
  pythonPage: weft,
}) => {
  const program = `from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool

def inverse(n):
    return sum(i % 7 for i in range(20_000)) / n

if __name__ == "__main__":
    with Pool(1) as pool:
        pool.map(inverse, [4, 5, 6], chunksize=2)
        list(pool.imap(inverse, [7, 8]))
    with ProcessPoolExecutor(1) as executor:
        executor.submit(inverse, 2)
        executor.submit(inverse, 0)
        list(executor.map(inverse, [9, 10, 11], chunksize=2))
        executor.submit(inverse, 12)
    with ThreadPoolExecutor(1, "Hand") as executor:
        list(executor.map(inverse, [13, 14]))
`
  expect(await weft.runToEnd({ 'main.py': program })).toBe('finished')
  const lanes = await lanesOf(weft)
  const { keyboard } = weft.page
  const told = weft.page.locator('.tl-live')
  /** What the keys find in a lane, from the right to its left end. */
  const tasksOf = async (name: string): Promise<string[]> => {
    await weft.page.locator('.tl-scroll').focus()
    await keyboard.press('Escape')
    for (let row = 0; row <= lanes.indexOf(name); row++) await keyboard.press('ArrowDown')
    const found = new Set<string>()
    for (const way of ['ArrowLeft', 'ArrowRight']) {
      for (let step = 0; step < 60; step++) {
        await keyboard.press(way)
        const text = (await told.textContent()) ?? ''
        const call = /^inverse\(.*?\)(?=\.)/.exec(text)?.[0]
        const number = /task \d+/.exec(text)?.[0]
        if (call !== undefined) found.add(`${number} ${call}${text.includes('raised') ? ' raised' : ''}`)
      }
    }
    return [...found].sort()
  }
  expect(await tasksOf('ForkPoolWorker-1')).toEqual([
    'task 0 inverse(4)',
    'task 0 inverse(7)',
    'task 1 inverse(5)',
    'task 1 inverse(8)',
    'task 2 inverse(6)',
  ])
  expect(await tasksOf('ForkProcess-2')).toEqual([
    'task 0 inverse(2)',
    'task 1 inverse(0) raised',
    'task 2 inverse(9)',
    'task 3 inverse(10)',
    'task 4 inverse(11)',
    'task 5 inverse(12)',
  ])
  expect(await tasksOf('Hand_0')).toEqual(['task 0 inverse(13)', 'task 1 inverse(14)'])
})

test('a callable that answers every question with an error is a task like any other', async ({
  pythonPage: weft,
}) => {
  const program = `from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool

class Call:
    def __getattr__(self, name):
        if name.startswith("__"):
            return {}[name]
        raise AttributeError(name)

    def __reduce__(self):
        return Call, ()

    def __call__(self, n):
        return n * n

if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.apply(Call(), (2,)))
    for executor in (ProcessPoolExecutor(1), ThreadPoolExecutor(1)):
        with executor:
            print(executor.submit(Call(), 3).result())
`
  expect(await weft.runToEnd({ 'main.py': program })).toBe('finished')
  await weft.showTab('output')
  expect((await weft.allOutput()).map(({ text }) => text)).toEqual(['4', '9', '9'])
})
