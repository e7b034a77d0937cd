import { expect } from '@playwright/test'
import { FINISHED, test } from '../support/pythonWorld.ts'

const CRASHES = `import ctypes
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Process
from threading import Thread

def trap():
    ctypes.memset(0xFFFFFFF0, 1, 8)

def trap_in_thread():
    thread = Thread(target=trap)
    thread.start()
    thread.join()

if __name__ == "__main__":
    for function in (trap, trap_in_thread):
        process = Process(target=function)
        process.start()
        process.join()
        print(process.exitcode)
    with ProcessPoolExecutor(1) as executor:
        try:
            executor.submit(trap).result()
        except BrokenProcessPool:
            print("broken")
`

test('a process whose C code crashes ends by a signal, and the others go on', async ({
  pythonSandbox: sandbox,
}) => {
  const [outcome, output] = await sandbox.runPython(CRASHES)
  const lines = output.split('\n').filter(line => !line.includes(' crashed: '))
  expect({ outcome, lines }).toMatchObject({ outcome: FINISHED, lines: ['-11', '-11', 'broken', ''] })
})

const EXITS = `import os, time
from multiprocessing import Process
from threading import Thread

def leave():
    # By then no worker is being made any more: that would count as going on.
    time.sleep(1.5)
    os._exit(3)

def leave_in_thread():
    thread = Thread(target=leave)
    thread.start()
    thread.join()

if __name__ == "__main__":
    for _ in range(2):
        process = Process(target=leave_in_thread)
        process.start()
        process.join()
        print(process.exitcode)
`

test('a thread ends its process while all others wait, and that is no deadlock', async ({
  pythonSandbox: sandbox,
}) => {
  const [outcome, output] = await sandbox.runPython(EXITS)
  expect({ outcome, output }).toMatchObject({ outcome: FINISHED, output: '3\n3\n' })
})

const THREAD_OF_MAIN = `import ctypes
from threading import Thread

thread = Thread(target=ctypes.memset, args=(0xFFFFFFF0, 1, 8))
thread.start()
thread.join()
`

test('C code that crashes in a thread of the main process ends the run', async ({
  pythonSandbox: sandbox,
}) => {
  const [outcome] = await sandbox.runPython(THREAD_OF_MAIN)
  expect(outcome).toMatchObject({ kind: 'failed' })
})
