"""Futures in detail: callbacks, time-outs, cancelling, states, and a thread pool's names."""
import threading
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor


def wait_for(event, answer):
    event.wait()
    return answer


def name_of_thread():
    return threading.current_thread().name


def fail():
    raise RuntimeError("as planned")


if __name__ == "__main__":
    release = threading.Event()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="helper") as executor:
        running = executor.submit(wait_for, release, 42)
        # One worker only: this one stands in the queue, and can still be cancelled.
        queued = executor.submit(name_of_thread)
        try:
            running.result(timeout=0.05)
        except TimeoutError:
            print("not yet:", running.running(), running.done())
        print("cancel the running one:", running.cancel())
        print("cancel the queued one:", queued.cancel(), queued.cancelled())

        seen = []
        running.add_done_callback(lambda future: seen.append(future.result()))
        release.set()
        print("result:", running.result())
        print("thread:", executor.submit(name_of_thread).result())
        # The worker did the next task after it had called all callbacks of the first one.
        print("callback saw:", seen)
        running.add_done_callback(lambda future: print("done already, so called at once"))

        failed = executor.submit(fail)
        print("exception:", repr(failed.exception()))
        try:
            queued.result()
        except CancelledError as error:
            print("CancelledError:", error.args)
    try:
        executor.submit(name_of_thread)
    except RuntimeError as error:
        print("RuntimeError:", error)

    by_hand = Future()
    threading.Timer(0.05, by_hand.set_result, ["set by a timer"]).start()
    print(by_hand.result())
