import json
import sys
import time

from work import fib

fib(18)
found = []
for _ in range(8):
    since = time.perf_counter()
    fib(27)
    found.append((time.perf_counter() - since) * 1000)
json.dump({'fib': found}, sys.stdout)
