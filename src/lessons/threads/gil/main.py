from math import isqrt
from multiprocessing import Process
from threading import Thread
from time import perf_counter

WORKERS = 4


def count():
    """Nothing but work: no waiting, no reading."""
    found = 0
    for n in range(2, 60_000):
        found += all(n % d for d in range(2, isqrt(n) + 1))
    return found


def work():
    began = perf_counter()
    found = count()
    print(f"{found} primes after {(perf_counter() - began) * 1000:.0f} ms")


if __name__ == "__main__":
    # Threads share one interpreter and its lock; each process has its own of both.
    for kind in [Thread, Process]:
        began = perf_counter()
        workers = [kind(target=work) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(f"as {kind.__name__}: {perf_counter() - began:.2f} s in all")
    print(f"{WORKERS} workers are done")
