"""Pools and executors of processes; tasks that fail; pools that are closed and terminated."""

import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

from seed import SEED

chance = random.Random(SEED)


def square(n):
    return n * n


def fail(n):
    raise ValueError(n)


pool = Pool(chance.randrange(1, 4), maxtasksperchild=chance.choice((None, None, 4)))
numbers = range(chance.randrange(5, 40))
squares = [n * n for n in numbers]
assert pool.map(square, numbers) == squares
assert sorted(pool.imap_unordered(square, numbers, chunksize=3)) == squares
assert [result.get() for result in [pool.apply_async(square, (n,)) for n in numbers]] == squares
try:
    pool.apply(fail, (3,))
except ValueError as error:
    assert error.args == (3,)
else:
    raise AssertionError('no error')
if chance.random() < 0.5:
    pool.close()
else:
    pool.map_async(square, range(10_000), chunksize=1)
    pool.terminate()
pool.join()

with ProcessPoolExecutor(2) as executor:
    assert list(executor.map(square, range(6))) == [0, 1, 4, 9, 16, 25]
print('ok')
