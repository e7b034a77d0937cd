"""Work stealing: each thread has a deque of its own, and takes from the others when that is empty."""
import threading
import time
from collections import deque

WORKERS = 3
TASKS = 18


class Worker(threading.Thread):
    def __init__(self, index, team):
        super().__init__(name=f"Worker {index}")
        self.tasks = deque()
        self.team = team
        self.done = []
        self.stolen = 0

    def next_task(self):
        try:
            # One's own work from the end that was filled last …
            return self.tasks.pop()
        except IndexError:
            pass
        for other in self.team:
            try:
                # … others' from the other end, so that two seldom want the same one.
                task = other.tasks.popleft()
                self.stolen += 1
                return task
            except IndexError:
                continue
        return None

    def run(self):
        while (task := self.next_task()) is not None:
            time.sleep(0.01)
            self.done.append(task * task)


if __name__ == "__main__":
    team = []
    team.extend(Worker(i, team) for i in range(WORKERS))
    # All work lands on the first one: without stealing, the others would have nothing to do.
    team[0].tasks.extend(range(TASKS))
    for worker in team:
        worker.start()
    for worker in team:
        worker.join()
    results = sorted(result for worker in team for result in worker.done)
    print("each task was done once:", results == [n * n for n in range(TASKS)])
    print("everybody worked:", all(worker.done for worker in team))
    print("the first one stole nothing:", team[0].stolen == 0)
    print("what the others did was stolen:", all(len(w.done) == w.stolen for w in team[1:]))
    print("sum of squares:", sum(results))
