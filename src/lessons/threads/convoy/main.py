from math import sqrt
from threading import Event, Thread
from time import monotonic, sleep

PINGS = 20


def ping(stop):
    """Wants a core for a moment only, again and again."""
    late = 0
    for _ in range(PINGS):
        due = monotonic() + 0.01
        sleep(0.01)
        late += monotonic() - due
    print(f"each ping came {late / PINGS * 1000:.1f} ms late")
    stop.set()


def crunch(stop):
    """Never waits, and so never gives the GIL back by itself."""
    while not stop.is_set():
        sum(sqrt(i) for i in range(10_000))


def run(crunchers):
    stop = Event()
    threads = [Thread(target=crunch, args=(stop,), name=f"Crunch {i + 1}") for i in range(crunchers)]
    threads.append(Thread(target=ping, args=(stop,), name="Ping"))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    for crunchers in range(3):
        print(f"threads that only count: {crunchers}")
        run(crunchers)
    print("done")
