from multiprocessing import Barrier, Lock, Process, Value

ROUNDS = 20_000


def add_without_lock(total, begin):
    begin.wait()
    for _ in range(ROUNDS):
        # Reads, adds, writes. What the other process writes in between is overwritten.
        total.value += 1


def add_with_lock(total, begin, lock):
    begin.wait()
    for _ in range(ROUNDS):
        # Only one process at a time gets past this line.
        with lock:
            total.value += 1


def run_both(processes):
    """Starts both, then waits for both."""
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    # Lets both go when both have come.
    begin = Barrier(2)
    careless = Value("i", 0)
    run_both([Process(target=add_without_lock, args=(careless, begin), name=name) for name in "AB"])
    print(f"without a lock: {careless.value} of {2 * ROUNDS}")

    careful = Value("i", 0)
    lock = Lock()
    args = (careful, begin, lock)
    run_both([Process(target=add_with_lock, args=args, name=name) for name in "CD"])
    print(f"with a lock: {careful.value} of {2 * ROUNDS}")
