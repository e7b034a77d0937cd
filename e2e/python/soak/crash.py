"""Processes whose C code crashes, in their first thread or in another, among others that go on."""

import ctypes
import random
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Process, Queue

from seed import SEED

chance = random.Random(SEED)
SIGSEGV = 11


def trap():
    time.sleep(0.02 * chance.random())
    ctypes.memset(0xFFFFFFF0, 1, 8)


def trap_in_thread():
    thread = threading.Thread(target=trap)
    thread.start()
    thread.join()


def trap_beside_threads():
    for _ in range(2):
        threading.Thread(target=time.sleep, args=(1000,)).start()
    trap()


def trap_in_child():
    child = Process(target=trap)
    child.start()
    child.join()
    assert child.exitcode == -SIGSEGV


def serve(tasks, results):
    while (task := tasks.get()) is not None:
        results.put(task + 1)


WAYS = {trap: -SIGSEGV, trap_in_thread: -SIGSEGV, trap_beside_threads: -SIGSEGV, trap_in_child: 0}

tasks, results = Queue(), Queue()
server = Process(target=serve, args=(tasks, results))
server.start()
ways = [chance.choice(list(WAYS)) for _ in range(chance.randrange(2, 5))]
processes = [Process(target=way) for way in ways]
for process in processes:
    process.start()
for process, way in zip(processes, ways):
    process.join()
    assert process.exitcode == WAYS[way], (way, process.exitcode)
tasks.put(1)
assert results.get() == 2
tasks.put(None)
server.join()
assert server.exitcode == 0
if chance.random() < 0.5:
    with ProcessPoolExecutor(2) as executor:
        try:
            executor.submit(trap).result()
        except BrokenProcessPool:
            pass
        else:
            raise AssertionError('no error')
print('ok')
