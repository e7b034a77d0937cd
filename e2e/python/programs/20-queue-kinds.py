"""The queues of module queue: first in first out, last in first out, by priority; full, empty, joined."""
import queue
import threading

if __name__ == "__main__":
    for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
        numbers = kind()
        for n in (3, 1, 2):
            numbers.put(n)
        print(f"{kind.__name__}:", [numbers.get() for _ in range(3)])

    small = queue.Queue(maxsize=2)
    small.put("a")
    small.put("b")
    print("full:", small.full(), small.qsize())
    for attempt in (small.put_nowait, lambda item: small.put(item, timeout=0.02)):
        try:
            attempt("c")
        except queue.Full:
            print("queue.Full")
    small.get()
    small.get()
    try:
        small.get(timeout=0.02)
    except queue.Empty:
        print("queue.Empty")

    jobs = queue.PriorityQueue()
    done = []

    def work():
        while True:
            priority, job = jobs.get()
            if job is None:
                break
            done.append(job)
            jobs.task_done()

    # Put before the worker starts, so that it finds all of them and takes the most urgent first.
    for job in [(5, "sweep"), (1, "put out the fire"), (3, "feed the cat")]:
        jobs.put(job)
    worker = threading.Thread(target=work)
    worker.start()
    jobs.join()
    print(done)
    jobs.put((9, None))
    worker.join()
    print("worker alive:", worker.is_alive())
