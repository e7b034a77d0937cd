from math import sqrt
from multiprocessing import Process, Queue

CAKES = 24
SHELF = 4


def work(amount):
    """Stands for real work: takes longer, the more of it there is."""
    return sum(sqrt(i) for i in range(amount * 10_000))


def bake(shelf):
    for cake in range(1, CAKES + 1):
        work(8)
        # Waits here while the shelf is full.
        shelf.put(cake)
        print(f"baked cake {cake}")
    # Tells the other process that nothing more will come.
    shelf.put(None)


def decorate(shelf):
    # get() waits while the shelf is empty.
    while (cake := shelf.get()) is not None:
        work(12)
        print(f"decorated cake {cake}")


if __name__ == "__main__":
    shelf = Queue(SHELF)
    baker = Process(target=bake, args=(shelf,), name="Baker")
    decorator = Process(target=decorate, args=(shelf,), name="Decorator")
    for process in [baker, decorator]:
        process.start()
    for process in [baker, decorator]:
        process.join()
    print(f"{CAKES} cakes are done")
