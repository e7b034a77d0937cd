import { expect } from '@playwright/test'
import { FINISHED, test } from './support/pythonWorld.ts'

test('a program without a main guard maps over a pool of forked processes', async ({
  pythonSandbox: sandbox,
}) => {
  const code = `
from multiprocessing import Pool
factor = 3
def times(n):
    return n * factor
with Pool(2) as pool:
    print(pool.map(times, range(5)))
`
  expect(await sandbox.runPython(code)).toEqual([FINISHED, '[0, 3, 6, 9, 12]\n'])
})

test('spawn without a main guard raises as in CPython', async ({ pythonSandbox: sandbox }) => {
  const code = `
from multiprocessing import Process
def work():
    print("working")
p = Process(target=work)
p.start()
p.join()
print("exit code", p.exitcode)
`
  const [outcome, output] = await sandbox.runPython(code, { startMethod: 'spawn' })
  expect(outcome).toEqual(FINISHED)
  expect(output).toContain(
    'RuntimeError: \n        An attempt has been made to start a new process before the',
  )
  expect(output).toContain("if __name__ == '__main__':")
  expect(output).toMatch(/\nexit code 1\n$/)
})

test('how processes end is told by their exit codes', async ({ pythonSandbox: sandbox }) => {
  const code = `
import os, signal, sys, time
from multiprocessing import Process
def spin():
    while True:
        pass
def tidy():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))
    os.kill(os.getpid(), signal.SIGTERM)
def end(p, how):
    p.start()
    if how is not None:
        how(p)
    p.join()
    return p.exitcode
print(end(Process(target=spin), Process.terminate))
print(end(Process(target=time.sleep, args=(1000,)), Process.terminate))
print(end(Process(target=spin), Process.kill))
print(end(Process(target=tidy), None))
print(end(Process(target=sys.exit, args=(3,)), None))
print(end(Process(target=os._exit, args=(7,)), None))
sys.exit(4)
`
  expect(await sandbox.runPython(code)).toEqual([
    { kind: 'finished', exitCode: 4 },
    '-15\n-15\n-9\n5\n3\n7\n',
  ])
})

test('the process that would be one too many is refused, and the others go on', async ({
  pythonSandbox: sandbox,
}) => {
  const code = `
from multiprocessing import Event, Process
go = Event()
children = [Process(target=go.wait) for _ in range(8)]
for number, child in enumerate(children, 2):
    try:
        child.start()
    except OSError as error:
        print(f"{number}: {error}")
go.set()
started = [child for child in children if child.pid is not None]
for child in started:
    child.join()
print([child.exitcode for child in started])
late = Process(target=print, args=("there is room again",))
late.start()
late.join()
`
  const [outcome, output] = await sandbox.runPython(code)
  expect(outcome).toEqual(FINISHED)
  const [refused, ...rest] = output.split('\n')
  expect(refused).toMatch(/^9: \[Errno \d+\] 8 processes are alive.* or let a Pool have fewer workers$/)
  expect(rest).toEqual(['[0, 0, 0, 0, 0, 0, 0]', 'there is room again', ''])
})

test('processes of a run share one file system', async ({ pythonSandbox: sandbox }) => {
  const code = `
import os
from multiprocessing import Process
def write(name):
    with open(name, "w", encoding="utf-8") as file:
        file.write("子プロセスから\\n")
    os.makedirs("results/deep")
    os.rename(name, "results/deep/moved.txt")
child = Process(target=write, args=("note.txt",))
child.start()
child.join()
print(os.listdir("results"), os.path.exists("note.txt"))
print(open("results/deep/moved.txt", encoding="utf-8").read(), end="")
`
  expect(await sandbox.runPython(code)).toEqual([FINISHED, "['deep'] False\n子プロセスから\n"])
})

test('parts of lines appear in the order in which processes write them', async ({
  pythonSandbox: sandbox,
}) => {
  const code = `
from multiprocessing import Pipe, Process
ours, theirs = Pipe()
def child(end):
    for word in ("b", "d"):
        end.recv()
        print(word, end="", flush=True)
        end.send(None)
p = Process(target=child, args=(theirs,))
p.start()
for word in ("a", "c"):
    print(word, end="", flush=True)
    ours.send(None)
    ours.recv()
p.join()
print("!")
`
  expect(await sandbox.runPython(code)).toEqual([FINISHED, 'abcd!\n'])
})

test('with Skip idle hours of sleep are over at once, and every clock agrees', async ({
  pythonSandbox: sandbox,
}) => {
  const code = `
import threading, time
from multiprocessing import Process
clocks = (time.time, time.monotonic, time.perf_counter)
before = [clock() for clock in clocks]
sleepers = [kind(target=time.sleep, args=(3600,)) for kind in (Process, threading.Thread)]
for sleeper in sleepers:
    sleeper.start()
for sleeper in sleepers:
    sleeper.join()
print([round((clock() - then) / 600) for clock, then in zip(clocks, before)])
`
  expect(await sandbox.runPython(code, { skipIdle: true })).toEqual([FINISHED, '[6, 6, 6]\n'])
})

test('a thread that waits lets the others go on; daemons do not keep a program alive', async ({
  pythonSandbox: sandbox,
}) => {
  const code = `
import threading
said = threading.Event()
def wait():
    said.wait()
    print("heard")
def for_ever():
    while True:
        pass
threading.Thread(target=for_ever, daemon=True).start()
listener = threading.Thread(target=wait)
listener.start()
said.set()
listener.join()
print(threading.active_count())
`
  expect(await sandbox.runPython(code)).toEqual([FINISHED, 'heard\n2\n'])
})

test('a thread object that nobody has kept ends with its thread, in which it may still compute and print', async ({
  pythonSandbox: sandbox,
}) => {
  const code = `
import threading, time
class Mine(threading.Thread):
    def run(self):
        time.sleep(0.01)
    def __del__(self):
        print(threading.get_ident() != threading.main_thread().ident, sum(range(100_000)))
over = threading.Event()
others = [threading.Thread(target=over.wait) for _ in range(6)]
for other in others:
    other.start()
for _ in range(4):
    Mine().start()
time.sleep(0.3)
over.set()
print("done")
`
  expect(await sandbox.runPython(code)).toEqual([FINISHED, `${'True 4999950000\n'.repeat(4)}done\n`])
})

test('a deadlock of threads is told instead of waited out, and so is one of processes', async ({
  pythonSandbox: sandbox,
}) => {
  for (const [module, kind] of [
    ['threading', 'Thread'],
    ['multiprocessing', 'Process'],
  ]) {
    const code = `
from ${module} import Barrier, Lock, ${kind} as Worker
a, b, both = Lock(), Lock(), Barrier(2)
def take(first, second):
    with first:
        both.wait()
        with second:
            pass
workers = [Worker(target=take, args=pair) for pair in ((a, b), (b, a))]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
`
    const [outcome, output] = await sandbox.runPython(code)
    expect(outcome).toMatchObject({ kind: 'deadlocked' })
    expect(output).toBe('')
  }
})

test('Stop once is Ctrl-C: the program can tidy up, and ends as it likes', async ({
  pythonSandbox: sandbox,
}) => {
  const code = `
import time
try:
    print("waiting", flush=True)
    while True:
        time.sleep(0.05)
except KeyboardInterrupt:
    print("tidied up")
`
  await sandbox.start(code, {}, 'py')
  await expect(sandbox.page.locator('#output')).toHaveText(/waiting/, { timeout: 30_000 })
  await sandbox.interrupt()
  expect(await sandbox.outcome()).toEqual(FINISHED)
  expect(await sandbox.output()).toBe('waiting\ntidied up\n')
})

test('a program that will not hear of Ctrl-C is stopped all the same', async ({ pythonSandbox: sandbox }) => {
  const code = `
while True:
    try:
        print("on", flush=True)
        while True:
            pass
    except KeyboardInterrupt:
        print("never", flush=True)
`
  await sandbox.start(code, {}, 'py')
  const output = sandbox.page.locator('#output')
  await expect(output).toHaveText(/on/, { timeout: 30_000 })
  await sandbox.interrupt()
  await expect(output).toHaveText(/never/)
  await sandbox.stop()
  expect(await sandbox.outcome()).toEqual({ kind: 'stopped', by: 'person' })
})

test('what a person types is what input() returns, until there is no more', async ({
  pythonSandbox: sandbox,
}) => {
  const code = `
name = input("Name? ")
print("Hello,", name)
try:
    input()
except EOFError:
    print("no more")
`
  await sandbox.start(code, {}, 'py')
  const output = sandbox.page.locator('#output')
  await expect(output).toHaveText(/Name\?/, { timeout: 30_000 })
  await sandbox.type('Ada')
  await expect(output).toHaveText(/Hello, Ada/)
  await sandbox.type(null)
  expect(await sandbox.outcome()).toEqual(FINISHED)
  expect(await sandbox.output()).toBe('Name? Hello, Ada\nno more\n')
})

test('what needs a network or programs of the system fails at once and says so', async ({
  pythonSandbox: sandbox,
}) => {
  const program = `
import socket, urllib.request

def tried(what, *args, **named):
    try:
        return what(*args, **named)
    except OSError as error:
        return f'{type(error).__name__}: {error}'

print(tried(urllib.request.urlopen, 'http://example.org'))
print(tried(socket.create_connection, ('127.0.0.1', 80)))
print(tried(socket.getaddrinfo, 'localhost', 80)[0][4])
`
  const expected = [
    'URLError: <urlopen error [Errno -2] Name does not resolve>',
    'OSError: [Errno 40] Network unreachable',
    "('127.0.0.1', 80)",
    '',
  ]
  expect(await sandbox.runPython(program)).toEqual([FINISHED, expected.join('\n')])
  for (const [code, program] of [
    ['python.noNetwork', 'import urllib.request\nurllib.request.urlopen("http://example.org")'],
    ['python.noNetwork', 'import socket\nsocket.create_server(("", 8000))'],
    ['python.noPrograms', 'import subprocess\nsubprocess.run(["ls"])'],
    // What the program makes of it is its own.
    ['program.error', 'import socket\nraise CAUGHT from None'],
    ['program.error', 'import socket\nraise ODD from ValueError()'],
  ] as const) {
    await sandbox.start(`${OWN_ERRORS}${program}`, {}, 'py')
    const { problem } = await sandbox.outcome()
    expect(problem).toMatchObject({
      code,
      place: { file: 'main.py', line: OWN_ERRORS.split('\n').length + 1 },
    })
  }
})

/** One that came of the network, and one that says of itself what it likes. */
const OWN_ERRORS = `
class Odd(Exception):
    reason = property(lambda self: 1 / 0)
    def __eq__(self, other):
        return self.code == other.code
ODD = Odd()
try:
    raise OSError(40, 'Network unreachable')
except OSError:
    CAUGHT = RuntimeError('offline')
`

test('who looks whether something can be read lets the thread take its turn that reads', async ({
  pythonSandbox: sandbox,
}) => {
  const program = `
import sys, threading
from multiprocessing import Pipe
from multiprocessing.connection import wait
sys.setswitchinterval(1000)
reader, writer = Pipe(duplex=False)
for n in range(100):
    writer.send(n)
go = threading.Event()
threading.Thread(target=lambda: (go.wait(), [reader.recv() for _ in range(100)])).start()
go.set()
while wait([reader], timeout=0):
    pass
print('all are taken')
`
  expect(await sandbox.runPython(program)).toEqual([FINISHED, 'all are taken\n'])
})

test('a handler of a signal that came to code in C may fork a process, whose threads take turns', async ({
  pythonSandbox: sandbox,
}) => {
  const program = `
import os, re, signal, threading, time
from multiprocessing import Process

children = []

def child():
    go = threading.Event()
    done = []
    threading.Thread(target=lambda: (go.wait(), done.append(True))).start()
    go.set()
    while not done:
        pass
    print('both had their turns')

def fork(*_):
    children.append(Process(target=child))
    children[0].start()

def alarm():
    time.sleep(0.3)
    os.kill(os.getppid(), signal.SIGUSR1)

signal.signal(signal.SIGUSR1, fork)
Process(target=alarm).start()
while not children:
    # Takes a good while, all of it within C.
    re.match('(a+a+)+b', 'a' * 20)
children[0].join()
`
  expect(await sandbox.runPython(program)).toEqual([FINISHED, 'both had their turns\n'])
})
