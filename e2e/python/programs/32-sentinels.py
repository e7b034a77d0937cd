"""Waiting for several processes and connections at once; a pool of threads with the interface of Pool."""
import time
from multiprocessing import Pipe, Process, active_children, current_process
from multiprocessing.connection import wait
from multiprocessing.pool import ThreadPool


def work(seconds, sender):
    time.sleep(seconds)
    with sender:
        sender.send((current_process().name, seconds))


def nest(sender):
    with sender:
        # A child may have children of its own, unless it is a daemon.
        inner = Process(target=print, args=("hello from a grandchild",))
        inner.start()
        inner.join()
        sender.send(("nest", inner.exitcode))


def start(target, *args, **options):
    receiver, sender = Pipe(duplex=False)
    process = Process(target=target, args=(*args, sender), **options)
    process.start()
    # Closed here, so that the child's end is the only one, and its end is the end of the pipe.
    sender.close()
    return process, receiver


if __name__ == "__main__":
    started = [start(work, seconds, name=f"sleeper {seconds}") for seconds in (0.2, 0.02)]
    receivers = [receiver for _, receiver in started]
    messages = []
    while receivers:
        for receiver in wait(receivers):
            try:
                messages.append(receiver.recv())
            except EOFError:
                receivers.remove(receiver)
    print(sorted(messages))
    print("still nothing:", wait([start(work, 0.2)[1]], timeout=0.01))

    process, receiver = start(nest)
    print("ended:", wait([process.sentinel]) == [process.sentinel], receiver.recv())
    for child in active_children():
        child.join()
    print("children left:", active_children())
    with ThreadPool(3) as pool:
        print(pool.starmap(divmod, [(7, 2), (9, 4)]), pool.map(len, ["a", "bb", "ccc"]))
