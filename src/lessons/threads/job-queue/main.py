from queue import Queue, ShutDown
from threading import Thread, current_thread
from time import sleep

jobs = Queue()
done = []


def work():
    try:
        while True:
            job = jobs.get()
            sleep(len(job) / 20)
            # One step: two threads never take the same place in the list.
            done.append(job)
            print(f'{current_thread().name} has done "{job}"')
            jobs.task_done()
    except ShutDown:
        pass


if __name__ == "__main__":
    workers = [Thread(target=work, name=f"Worker {i}") for i in [1, 2, 3]]
    for worker in workers:
        worker.start()
    for job in ["wash", "dry", "fold", "iron", "sweep the floor", "rest"]:
        jobs.put(job)
    # Waits until every job that was put has been told done, not only taken.
    jobs.join()
    print(f"all {len(done)} jobs are done")
    jobs.shutdown()
    for worker in workers:
        worker.join()
    print("the workers went home")
