"""What `_thread` promises of its locks: errors, timeouts, fairness, owners."""

import threading
import time

lock = threading.Lock()
for act in (
    lambda: lock.release(),
    lambda: lock.acquire(False, 1),
    lambda: lock.acquire(timeout=-2),
    lambda: lock.acquire(timeout=threading.TIMEOUT_MAX * 2),
    lambda: threading.RLock().release(),
    lambda: threading.Thread(target=print).join(),
    lambda: threading.current_thread().join(),
):
    try:
        act()
    except (RuntimeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)

with lock:
    print(lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01))
print(lock.locked())

rlock = threading.RLock()
with rlock, rlock:
    print(rlock._is_owned(), rlock._recursion_count())
    seen = []
    other = threading.Thread(target=lambda: seen.append((rlock.acquire(False), rlock._is_owned())))
    other.start()
    other.join()
    print(seen)

count = 0


def work():
    global count
    for _ in range(5000):
        with lock:
            count += 1


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(count)

turns = []


def take_turns(name):
    for _ in range(3):
        with lock:
            turns.append(name)
            time.sleep(0.01)


threads = [threading.Thread(target=take_turns, args=(name,)) for name in 'ab']
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(''.join(turns))
