from multiprocessing import Process, cpu_count, current_process
from os import getpid, getppid
from time import sleep


def greet(name, seconds):
    print(f"hello {name}, I am {current_process().name}")
    # Asleep, a process needs no core: the others go on.
    sleep(seconds)
    print(f"goodbye {name}; my parent is still {getppid()}")


if __name__ == "__main__":
    print(f"{cpu_count()} processors; the main process has id {getpid()}")
    greeters = [
        Process(target=greet, args=(name, 0.9 - 0.3 * i))
        for i, name in enumerate(["Ada", "Barbara", "Edsger"])
    ]
    for greeter in greeters:
        greeter.start()
    print(f"{sum(greeter.is_alive() for greeter in greeters)} greeters are at work")
    for greeter in greeters:
        greeter.join()
    print("exit codes:", *(greeter.exitcode for greeter in greeters))
