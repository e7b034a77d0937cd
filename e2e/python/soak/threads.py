"""Threads at locks, conditions, queues, barriers, timers and executors."""

import queue
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

from seed import SEED

chance = random.Random(SEED)
lock = threading.Lock()
total = 0


def count(n):
    global total
    for _ in range(n):
        with lock:
            total += 1


counts = [chance.randrange(1, 2000) for _ in range(chance.randrange(2, 6))]
threads = [threading.Thread(target=count, args=(n,)) for n in counts]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert total == sum(counts), (total, counts)

items = queue.Queue(maxsize=chance.randrange(1, 4))
seen = []


def consume():
    while (item := items.get()) is not None:
        seen.append(item)
        if item % 7 == 0:
            time.sleep(0.001)


consumers = [threading.Thread(target=consume) for _ in range(3)]
for consumer in consumers:
    consumer.start()
for item in range(60):
    items.put(item)
for _ in consumers:
    items.put(None)
for consumer in consumers:
    consumer.join()
assert sorted(seen) == list(range(60))

barrier = threading.Barrier(3)
with ThreadPoolExecutor(3) as executor:
    waits = [executor.submit(barrier.wait) for _ in range(3)]
    assert sorted(wait.result() for wait in as_completed(waits)) == [0, 1, 2]
    assert list(executor.map(lambda n: n * n, range(10))) == [n * n for n in range(10)]

rung = threading.Event()
timer = threading.Timer(chance.random() / 50, rung.set)
timer.start()
if chance.random() < 0.5:
    assert rung.wait(20)
else:
    timer.cancel()
timer.join()

stop = False


def spin():
    while not stop:
        pass


spinners = [threading.Thread(target=spin) for _ in range(2)]
for spinner in spinners:
    spinner.start()
time.sleep(chance.random() / 20)
stop = True
for spinner in spinners:
    spinner.join()
# Ends with the process.
threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
print('ok')
