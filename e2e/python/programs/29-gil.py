"""The GIL: threads share everything and take turns; processes share nothing and run side by side."""
import sys
import threading
import time
from multiprocessing import Process, Queue

total = 0
lock = threading.Lock()


def add(times):
    global total
    for _ in range(times):
        # The GIL protects the interpreter, not this sum: reading and writing are two steps.
        with lock:
            total += 1


def add_in_process(times, answers):
    add(times)
    answers.put(total)


def spin(stop, counts, me):
    while not stop.is_set():
        counts[me] += 1


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(5_000,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("four threads, one total:", total)

    answers = Queue()
    processes = [Process(target=add_in_process, args=(5_000, answers)) for _ in range(4)]
    for process in processes:
        process.start()
    print("four processes, a copy each:", [answers.get() for _ in processes])
    for process in processes:
        process.join()
    print("the parent's total:", total)

    print("switch interval:", sys.getswitchinterval())
    # None of these ever waits, and still each gets its turn, the main thread included.
    stop, counts = threading.Event(), [0, 0, 0]
    spinners = [threading.Thread(target=spin, args=(stop, counts, i)) for i in range(3)]
    for spinner in spinners:
        spinner.start()
    while not all(counts):
        time.sleep(0.01)
    stop.set()
    for spinner in spinners:
        spinner.join()
    print("everybody got a turn:", all(counts))
    sys.setswitchinterval(0.001)
    print("switch interval:", sys.getswitchinterval())
