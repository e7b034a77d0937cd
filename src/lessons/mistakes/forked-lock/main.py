from multiprocessing import Process
from threading import Lock, Thread
from time import sleep

log = Lock()


def write():
    """Holds the lock for a while, as a logger does while it writes."""
    with log:
        sleep(3)


def child():
    # A copy of the lock as it was at the fork: held, by a thread that is not here.
    with log:
        print("never reached")


if __name__ == "__main__":
    writer = Thread(target=write, name="Writer")
    writer.start()
    sleep(1)
    process = Process(target=child, name="Child")
    process.start()
    writer.join()
    print("the writer has released its lock")
    process.join()
