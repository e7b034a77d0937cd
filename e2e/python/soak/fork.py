"""Forked processes, some with children of their own, at queues, pipes and events."""

import random
from multiprocessing import Event, JoinableQueue, Lock, Pipe, Process, Queue, Value

from seed import SEED

chance = random.Random(SEED)
lock = Lock()
total = Value('i', 0)


def count(n):
    for _ in range(n):
        with total.get_lock():
            total.value += 1


def parent_of(n):
    child = Process(target=count, args=(n,))
    child.start()
    child.join()


def serve(tasks, results):
    while (task := tasks.get()) is not None:
        results.put((task, len(task) if isinstance(task, bytes) else task * 2))
        tasks.task_done()
    tasks.task_done()


def echo(end, others):
    # A copy of the parent's end, which would stay open with this one.
    others.close()
    while True:
        try:
            end.send_bytes(end.recv_bytes())
        except EOFError:
            return


counts = [chance.randrange(1, 40) for _ in range(chance.randrange(1, 4))]
processes = [Process(target=chance.choice((count, parent_of)), args=(n,)) for n in counts]
for process in processes:
    process.start()
for process in processes:
    process.join()
assert total.value == sum(counts), (total.value, counts)

tasks, results = JoinableQueue(), Queue()
servers = [Process(target=serve, args=(tasks, results)) for _ in range(2)]
for server in servers:
    server.start()
sent = [chance.choice((chance.randrange(99), bytes(chance.randrange(200_000)))) for _ in range(8)]
for task in sent + [None, None]:
    tasks.put(task)
got = [results.get() for _ in sent]
assert sorted(map(str, (task for task, _ in got))) == sorted(map(str, sent))
tasks.join()
for server in servers:
    server.join()

here, there = Pipe()
other = Process(target=echo, args=(there, here))
other.start()
there.close()
for size in (0, 1, 70_000, chance.randrange(300_000)):
    here.send_bytes(bytes(size))
    assert len(here.recv_bytes()) == size
here.close()
if chance.random() < 0.5:
    other.join(20)
    assert other.exitcode is not None
else:
    other.kill()
    other.join()

gone = Event()
waiter = Process(target=gone.wait)
waiter.start()
gone.set()
waiter.join()
assert waiter.exitcode == 0
print('ok')
