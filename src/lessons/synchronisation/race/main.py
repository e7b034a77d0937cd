from multiprocessing import Lock, Process, Value

ROUNDS = 20_000


def add_without_lock(total):
    for _ in range(ROUNDS):
        # Reads, adds, writes. What the other process writes in between is overwritten.
        total.value += 1


def add_with_lock(total, lock):
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
    careless = Value("i", 0)
    run_both([Process(target=add_without_lock, args=(careless,), name=name) for name in "AB"])
    print(f"without a lock: {careless.value} of {2 * ROUNDS}")

    careful = Value("i", 0)
    lock = Lock()
    run_both([Process(target=add_with_lock, args=(careful, lock), name=name) for name in "CD"])
    print(f"with a lock: {careful.value} of {2 * ROUNDS}")
