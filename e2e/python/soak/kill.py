"""Processes that are ended at any time, in whatever they do."""

import os
import random
import signal
import threading
import time
from multiprocessing import Lock, Pipe, Process, Queue, Value

from seed import SEED

chance = random.Random(SEED)


def spin():
    while True:
        pass


def spin_in_threads():
    for _ in range(2):
        threading.Thread(target=spin, daemon=True).start()
    spin()


def sleep():
    while True:
        time.sleep(0.003)


def lock_over_and_over(lock=Lock()):
    while True:
        with lock:
            pass


def count(value=Value('i', 0)):
    while True:
        value.value += 1


def send(pipe=Pipe()):
    while True:
        pipe[1].send_bytes(bytes(100_000))


def put(queue=Queue()):
    while True:
        queue.put(b'x' * 1000)
        queue.get()


def write():
    while True:
        print('', end='', flush=True)


def fork_on():
    while True:
        child = Process(target=time.sleep, args=(0.001,), daemon=True)
        child.start()
        child.join()


def exit_by_itself():
    time.sleep(0.02)
    os._exit(7)


# Its end that writes is open as long as any process lives: also the children of those that were killed, which nobody joins.
alive = Pipe(duplex=False)

WORK = (spin, spin_in_threads, sleep, lock_over_and_over, count, send, put, write, fork_on, exit_by_itself)

for _ in range(3):
    processes = [Process(target=chance.choice(WORK)) for _ in range(chance.randrange(1, 4))]
    for process in processes:
        process.start()
    ways = []
    for process in processes:
        time.sleep(chance.random() * 0.1)
        way = chance.choice(('terminate', 'kill', 'SIGINT'))
        ways.append(way)
        if way == 'terminate':
            process.terminate()
        elif way == 'kill':
            process.kill()
        else:
            try:
                os.kill(process.pid, signal.SIGINT)
            except ProcessLookupError:
                # Its exit code was taken when the next process was started, as multiprocessing does.
                assert process.exitcode == 7, process
            time.sleep(0.05)
            process.kill()
    for process, way in zip(processes, ways):
        process.join()
        allowed = {'terminate': {-15, 7}, 'kill': {-9, 7}, 'SIGINT': {1, -9, 7}}[way]
        assert process.exitcode in allowed, (process, way, process.exitcode)

alive[1].close()
try:
    alive[0].recv()
except EOFError:
    print('ok')
