"""What a switch of threads costs beside a bare suspension of WebAssembly, and what two spinning threads lose by taking turns."""

import json
import sys
import threading
import time

from pyodide.code import run_js
from weft_running import _run_sync
from work import work

ROUNDS = 2000
SPIN = 400_000


def micros(run, times):
    since = time.perf_counter()
    run()
    return (time.perf_counter() - since) / times * 1e6


# What a call returns would become a future, which waits for an event loop.
source = run_js('({ get promise() { return Promise.resolve() } })')


def suspend():
    for _ in range(ROUNDS):
        _run_sync(source.promise)


def give_way():
    for _ in range(ROUNDS // 2):
        time.sleep(0)


def in_two(run, *args):
    threads = [threading.Thread(target=run, args=args) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


found = {'suspend': [], 'switch': [], 'one': [], 'two': []}
for _ in range(5):
    found['suspend'].append(micros(suspend, ROUNDS))
    found['switch'].append(micros(lambda: in_two(give_way), ROUNDS))
    found['one'].append(micros(lambda: work(2 * SPIN), 1000))
    found['two'].append(micros(lambda: in_two(work, SPIN), 1000))
json.dump(found, sys.stdout)
