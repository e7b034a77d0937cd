from multiprocessing import Event, Process
from time import monotonic, sleep


def run(lane, go):
    # All stand at the line, however long each took to get there.
    sleep(lane * 0.3)
    print(f"runner {lane} is ready")
    go.wait()
    began = monotonic()
    sleep(1 + lane / 10)
    print(f"runner {lane} ran {monotonic() - began:.1f} s")


def watch(go):
    while not go.wait(timeout=0.5):
        print("not yet …")
    print("they are off")


if __name__ == "__main__":
    go = Event()
    people = [Process(target=run, args=(lane, go), name=f"Runner {lane}") for lane in [1, 2, 3]]
    people.append(Process(target=watch, args=(go,), name="Watcher"))
    for process in people:
        process.start()
    sleep(2)
    go.set()
    for process in people:
        process.join()
    print("the race is over")
