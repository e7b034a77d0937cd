"""Processes: what crosses, how they end, what a fork keeps."""

import multiprocessing as mp
import os
import signal
import sys
import threading
import time
from multiprocessing import shared_memory
from multiprocessing.connection import Client, Listener

held = threading.Lock()
generator = iter(range(5))
next(generator)


def inherit(lock):
    print(next(generator), held.locked(), os.getppid() == parent, threading.active_count())
    with lock:
        print(mp.current_process().name, flush=True)


def serve(connection):
    with Listener(('localhost', 6000), authkey=b'key') as listener:
        connection.send('ready')
        with listener.accept() as client:
            client.send(client.recv() * 2)


def handle():
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(number))
    signal.pause()


if __name__ == '__main__':
    parent = os.getpid()
    context = mp.get_context('fork')
    with held:
        process = context.Process(target=inherit, args=(context.Lock(),))
        process.start()
        process.join()

    for act in (lambda: os._exit(7), lambda: sys.exit('said'), lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: None):
        process = context.Process(target=act)
        process.start()
        process.join()
        print(process.exitcode)

    process = context.Process(target=handle)
    process.start()
    time.sleep(0.5)
    process.terminate()
    process.join()
    print(process.exitcode)

    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,))
    process.start()
    print(ours.recv())
    with Client(('localhost', 6000), authkey=b'key') as client:
        client.send('ab')
        print(client.recv())
    process.join()
    try:
        Client(('localhost', 6000), authkey=b'key')
    except ConnectionRefusedError:
        print('refused')

    memory = shared_memory.SharedMemory(create=True, size=10)
    process = context.Process(target=memory.buf.__setitem__, args=(0, 42))
    process.start()
    process.join()
    print(memory.buf[0])
    memory.close()
    memory.unlink()
    try:
        shared_memory.SharedMemory(name=memory.name)
    except FileNotFoundError:
        print('unlinked')

    with context.Manager() as manager:
        table = manager.dict()
        process = context.Process(target=table.update, args=({'x': [1]},))
        process.start()
        process.join()
        print(table)
