"""A manager's server and those who share its objects."""

import random
from multiprocessing import Manager, Process

from seed import SEED

chance = random.Random(SEED)


def work(shared, results, lock, n):
    for i in range(n):
        with lock:
            shared['count'] += 1
    results.append(n)


with Manager() as manager:
    shared, results, lock = manager.dict(count=0), manager.list(), manager.Lock()
    counts = [chance.randrange(1, 12) for _ in range(chance.randrange(1, 4))]
    processes = [Process(target=work, args=(shared, results, lock, n)) for n in counts]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert shared['count'] == sum(counts), (shared, counts)
    assert sorted(results) == sorted(counts)
    names = manager.Namespace()
    names.x = chance.random()
    queue = manager.Queue()
    queue.put(names.x)
    assert queue.get() == names.x
print('ok')
