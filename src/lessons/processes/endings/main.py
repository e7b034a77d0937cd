import sys
from multiprocessing import Process
from time import sleep


def returns():
    pass


def raises():
    raise IndexError("there is no fourth corner of a triangle")


def exits():
    sys.exit(3)


def sleeps():
    sleep(3600)


if __name__ == "__main__":
    endings = [
        Process(target=returns, name="returns"),
        Process(target=raises, name="raises"),
        Process(target=exits, name="exits"),
        Process(target=sleeps, name="asked to end"),
        Process(target=sleeps, name="killed"),
    ]
    for process in endings:
        process.start()
    sleep(0.1)
    endings[3].terminate()
    endings[4].kill()
    for process in endings:
        process.join()
        print(f"{process.name}: exit code {process.exitcode}")
