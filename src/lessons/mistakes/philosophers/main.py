from threading import Barrier, Lock, Thread
from time import sleep

NAMES = ["Anscombe", "Beauvoir", "Conway", "Diotima", "Elisabeth"]
forks = [Lock() for _ in NAMES]
seated = Barrier(len(NAMES))
eaten = []


def dine(seat):
    left = forks[seat]
    right = forks[(seat + 1) % len(forks)]
    seated.wait()
    for _ in range(3):
        with left:
            # A polite pause: time enough for everybody to do the same.
            sleep(1)
            with right:
                eaten.append(NAMES[seat])
                print(f"{NAMES[seat]} eats")


if __name__ == "__main__":
    guests = [Thread(target=dine, args=(seat,), name=name) for seat, name in enumerate(NAMES)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    print(f"{len(eaten)} meals were eaten")
