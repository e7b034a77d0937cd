"""Shared memory by name and by inheritance, whose users come and go."""

import random
from multiprocessing import Array, Process
from multiprocessing.managers import SharedMemoryManager
from multiprocessing.shared_memory import ShareableList, SharedMemory

from seed import SEED

chance = random.Random(SEED)


def fill(name, byte):
    memory = SharedMemory(name)
    memory.buf[:] = bytes([byte]) * len(memory.buf)
    memory.close()


def double(numbers):
    with numbers.get_lock():
        for i, number in enumerate(numbers):
            numbers[i] = 2 * number


for _ in range(3):
    byte = chance.randrange(1, 256)
    memory = SharedMemory(create=True, size=chance.randrange(1, 300_000))
    process = Process(target=fill, args=(memory.name, byte))
    process.start()
    process.join()
    assert set(memory.buf) <= {0, byte} and memory.buf[0] == byte
    memory.close()
    memory.unlink()

numbers = Array('i', range(10))
processes = [Process(target=double, args=(numbers,)) for _ in range(2)]
for process in processes:
    process.start()
for process in processes:
    process.join()
assert numbers[:] == [4 * n for n in range(10)]

with SharedMemoryManager() as manager:
    some = manager.ShareableList([chance.random(), 'text', None, 7])
    again = ShareableList(name=some.shm.name)
    assert list(again) == list(some)
    again.shm.close()
print('ok')
