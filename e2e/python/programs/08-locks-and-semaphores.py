"""RLock, Semaphore and BoundedSemaphore between processes, and what each of them refuses."""
import time
from multiprocessing import Barrier, BoundedSemaphore, Lock, Process, RLock, Semaphore, Value


def factorial(n, lock):
    # Every level takes the lock again: only an RLock allows that.
    with lock:
        return 1 if n <= 1 else n * factorial(n - 1, lock)


def visit(door, room, inside, most):
    # Nobody goes in before everybody has come.
    door.wait()
    with room:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
        time.sleep(0.05)
        with inside.get_lock():
            inside.value -= 1


def take(lock, answer):
    answer.value = lock.acquire(timeout=0.1)


if __name__ == "__main__":
    print("5! =", factorial(5, RLock()))
    try:
        RLock().release()
    except AssertionError as error:
        print("RLock:", error)

    door = Barrier(5)
    room, inside, most = Semaphore(2), Value("i", 0), Value("i", 0)
    visitors = [Process(target=visit, args=(door, room, inside, most)) for _ in range(5)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    print(f"at most {most.value} at once, {inside.value} left inside, free places: {room.get_value()}")

    gate = BoundedSemaphore(1)
    gate.acquire()
    print("second acquire:", gate.acquire(block=False))
    gate.release()
    try:
        gate.release()
    except ValueError as error:
        print("BoundedSemaphore:", error)

    lock, answer = Lock(), Value("i", -1)
    for held in (True, False):
        if held:
            lock.acquire()
        child = Process(target=take, args=(lock, answer))
        child.start()
        child.join()
        print(f"held by the parent: {held}; the child got it: {bool(answer.value)}")
        if held:
            lock.release()
    # A lock is not given back by the end of a process that had it. Anybody may release it.
    print("taken for ever?", not lock.acquire(timeout=0.05))
    lock.release()
