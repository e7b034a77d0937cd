"""What goes on until Stop is pressed, which tells all processes as Ctrl-C does."""

import random
import threading
import time
from multiprocessing import Pool, Process, Queue, get_context

from seed import SEED

chance = random.Random(SEED)


def work(_n):
    time.sleep(0.01)


def spin():
    while True:
        pass


def idle():
    time.sleep(1000)


def by_pool():
    with Pool(2) as pool:
        while True:
            pool.map(work, range(8))


def by_processes():
    processes = [Process(target=chance.choice((spin, idle))) for _ in range(2)]
    for process in processes:
        process.start()
    try:
        Queue().get()
    finally:
        for process in processes:
            process.join()


def by_starts():
    context = get_context(chance.choice(('fork', 'spawn')))
    while True:
        process = context.Process(target=chance.choice((spin, idle)))
        process.start()
        process.join(0.01)
        process.kill()


def by_threads():
    threading.Thread(target=spin, daemon=True).start()
    while True:
        time.sleep(0.01)


if __name__ == '__main__':
    try:
        chance.choice((by_pool, by_processes, by_starts, by_threads))()
    except KeyboardInterrupt:
        print('ok')
