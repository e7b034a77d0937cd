"""JoinableQueue: join() waits until every item has been dealt with. SimpleQueue brings the answers back."""
from multiprocessing import JoinableQueue, Process, SimpleQueue


def work(jobs, answers):
    while True:
        n = jobs.get()
        try:
            answers.put((n, n**3))
        finally:
            # Said for every item that was taken, or join() would wait for ever.
            jobs.task_done()


if __name__ == "__main__":
    jobs = JoinableQueue()
    answers = SimpleQueue()
    workers = [Process(target=work, args=(jobs, answers), daemon=True) for _ in range(3)]
    for worker in workers:
        worker.start()
    for n in range(10):
        jobs.put(n)
    jobs.join()
    cubes = dict(sorted(answers.get() for _ in range(10)))
    print("cubes:", cubes)
    print("more answers:", not answers.empty())
    try:
        jobs.task_done()
    except ValueError as error:
        print(f"ValueError: {error}")
    # The workers are daemons: they end with the main process although they never return.
    print("alive:", all(worker.is_alive() for worker in workers))
