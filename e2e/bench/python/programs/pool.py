"""Work for the processor, by one process and by two."""

import json
import sys
import time
from multiprocessing import Pool

from work import TASKS, work


def seconds(run):
    since = time.perf_counter()
    run()
    return time.perf_counter() - since


with Pool(2) as pool:
    # Both are up.
    pool.map(work, [1000, 1000], chunksize=1)
    work(TASKS[0] // 10)
    found = []
    for _ in range(3):
        alone = seconds(lambda: list(map(work, TASKS)))
        both = seconds(lambda: pool.map(work, TASKS, chunksize=1))
        found.append(alone / both)
json.dump({'speedup': found}, sys.stdout)
