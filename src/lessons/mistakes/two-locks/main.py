from multiprocessing import Lock, Process
from time import sleep


def transfer(payer, payee, text):
    """Moves money: takes the lock of the one that pays, then the lock of the one that gets."""
    with payer:
        # Time enough for the other to take its first lock.
        sleep(2)
        with payee:
            print(text)


if __name__ == "__main__":
    ada = Lock()
    alan = Lock()
    there = Process(target=transfer, args=(ada, alan, "from Ada to Alan"), name="there")
    back = Process(target=transfer, args=(alan, ada, "from Alan to Ada"), name="back")
    for process in [there, back]:
        process.start()
    for process in [there, back]:
        process.join()
    print("never reached")
