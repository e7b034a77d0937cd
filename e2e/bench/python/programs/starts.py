"""How long it takes from start() until the child's first statement: forked, and spawned."""

import json
import multiprocessing
import sys
import time


def tell(end):
    end.send(time.perf_counter())


def up_after(method):
    context = multiprocessing.get_context(method)
    here, there = context.Pipe()
    # Until the worker that the last child had taken is replaced.
    time.sleep(1)
    process = context.Process(target=tell, args=(there,))
    since = time.perf_counter()
    process.start()
    up = here.recv()
    process.join()
    return (up - since) * 1000


if __name__ == '__main__':
    found = {'fork': [], 'spawn': []}
    for _ in range(5):
        for method, times in found.items():
            times.append(up_after(method))
    json.dump(found, sys.stdout)
