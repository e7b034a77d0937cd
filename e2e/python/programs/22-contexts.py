"""fork, spawn and forkserver: what a child knows of its parent."""
from multiprocessing import get_all_start_methods, get_context, get_start_method

setting = "as in the file"


def report(queue, number):
    queue.put((__name__, setting, number))


def count(value):
    with value.get_lock():
        value.value += 1


if __name__ == "__main__":
    setting = "changed by the parent"
    print(get_start_method(), sorted(get_all_start_methods()))
    for method in ("fork", "spawn", "forkserver"):
        context = get_context(method)
        queue, value = context.Queue(), context.Value("i", 40)
        child = context.Process(target=report, args=(queue, len(method)))
        child.start()
        print(f"{method}: {queue.get()}")
        child.join()
        counters = [context.Process(target=count, args=(value,)) for _ in range(2)]
        for counter in counters:
            counter.start()
        for counter in counters:
            counter.join()
        print(f"  {child.name}, exit code {child.exitcode}; counted to {value.value}")
        with context.Pool(2) as pool:
            print("  pool:", pool.map(abs, [-1, -2, 3]))
    # What spawn has to pickle, a lambda is not.
    try:
        get_context("spawn").Process(target=lambda: None).start()
    except Exception as error:
        print("spawn and a lambda:", "pickle" in str(error))
