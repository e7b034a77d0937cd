"""Spawned processes, and forkserver's, with what they are sent."""

import multiprocessing
import random

from seed import SEED


def add(queue, numbers):
    queue.put(sum(numbers))


def take_turns(lock, value, n):
    for _ in range(n):
        with lock:
            value.value += 1


if __name__ == '__main__':
    chance = random.Random(SEED)
    context = multiprocessing.get_context(chance.choice(('spawn', 'forkserver')))
    queue = context.Queue()
    numbers = [chance.randrange(100) for _ in range(10)]
    adder = context.Process(target=add, args=(queue, numbers))
    adder.start()
    assert queue.get() == sum(numbers)
    adder.join()

    lock, value = context.Lock(), context.Value('i', 0, lock=False)
    counts = [chance.randrange(1, 20) for _ in range(2)]
    processes = [context.Process(target=take_turns, args=(lock, value, n)) for n in counts]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert value.value == sum(counts), (value.value, counts)
    assert [process.exitcode for process in processes] == [0, 0]
    print('ok')
