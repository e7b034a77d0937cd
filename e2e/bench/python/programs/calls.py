"""What operations cost, in calls from Python to JavaScript that do nothing."""

import json
import multiprocessing
import sys
import threading
import time

from pyodide.code import run_js


def micros(run, times):
    since = time.perf_counter()
    run(times)
    return (time.perf_counter() - since) / times * 1e6


def empty(times):
    for _ in range(times):
        pass


bare = run_js('() => 1')


def call(times, bare=bare):
    for _ in range(times):
        bare()


def with_lock(times, lock=multiprocessing.Lock()):
    for _ in range(times):
        with lock:
            pass


def with_thread_lock(times, lock=threading.Lock()):
    for _ in range(times):
        with lock:
            pass


def add(times, value=multiprocessing.Value('i', 0)):
    for _ in range(times):
        value.value += 1


def echo(end):
    try:
        while True:
            end.send_bytes(end.recv_bytes())
    except EOFError:
        pass


def round_trip(times):
    for _ in range(times):
        here.send_bytes(b'ping')
        here.recv_bytes()


here, there = multiprocessing.Pipe()
process = multiprocessing.Process(target=echo, args=(there,), daemon=True)
process.start()
# Some ms each, in turn: what else the machine does then hits few of them, and all rows alike.
rows = {'call': (call, 8000), 'lock': (with_lock, 1000), 'thread lock': (with_thread_lock, 8000)}
rows |= {'value': (add, 400), 'pipe': (round_trip, 60)}
found = {name: [] for name in rows}
for round in range(41):
    for name, (run, times) in rows.items():
        took = micros(run, times) - micros(empty, times)
        # The first one warms up.
        if round > 0:
            found[name].append(took)
json.dump(found, sys.stdout)
