from concurrent.futures import ThreadPoolExecutor
from time import sleep

executor = ThreadPoolExecutor(2)


def half(text):
    return len(text) / 2


def whole(text):
    """A task that gives a task to its own pool and waits for it."""
    # Time enough for the other worker to begin its own task.
    sleep(0.1)
    part = executor.submit(half, text)
    return 2 * part.result()


if __name__ == "__main__":
    # Both workers wait for a third task that stands behind them in the queue.
    futures = [executor.submit(whole, text) for text in ["warp", "weft"]]
    for future in futures:
        print(future.result())
    print("never reached")
