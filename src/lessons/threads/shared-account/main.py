from threading import Lock, Thread

# Threads share every global variable.
balance = 0
lock = Lock()
DEPOSITS = 100_000


def careless():
    global balance
    for _ in range(DEPOSITS):
        # Read here …
        seen = balance
        # … and written there: what came between is lost.
        balance = seen + 1


def careful():
    global balance
    for _ in range(DEPOSITS):
        with lock:
            balance = balance + 1


def deposit(target):
    global balance
    balance = 0
    threads = [Thread(target=target) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return balance


if __name__ == "__main__":
    print(f"careless: {deposit(careless)} of {3 * DEPOSITS}")
    print(f"careful: {deposit(careful)} of {3 * DEPOSITS}")
