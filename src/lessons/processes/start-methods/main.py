from multiprocessing import get_context
from time import perf_counter

greeting = "as written in the file"


def look(method, answers):
    # What of the parent's memory is here?
    answers.put(f'{method}: greeting is "{greeting}", evaluated as {__name__}')


def compare(method):
    """Starts one child, waits for its answer, and tells how long that took."""
    context = get_context(method)
    answers = context.Queue()
    began = perf_counter()
    child = context.Process(target=look, args=(method, answers), name=method)
    child.start()
    print(answers.get())
    seconds = perf_counter() - began
    child.join()
    return seconds


if __name__ == "__main__":
    greeting = "changed by the parent"
    for method in ["fork", "spawn", "forkserver"]:
        print(f"{method} took {compare(method) * 1000:.1f} ms")
