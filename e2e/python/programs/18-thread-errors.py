"""An error that nobody catches ends its own thread only. threading.excepthook hears of it."""
import sys
import threading


def divide(a, b):
    return a / b


def work(numbers):
    for number in numbers:
        divide(10, number)


def remember(args):
    print(f"{args.thread.name} failed with {args.exc_type.__name__}: {args.exc_value}")


if __name__ == "__main__":
    # The usual hook prints a traceback to stderr.
    broken = threading.Thread(target=work, args=([5, 2, 0, 1],), name="Divider")
    broken.start()
    broken.join()
    print("the main thread goes on; is the other alive?", broken.is_alive())

    original = threading.excepthook
    threading.excepthook = remember
    broken = threading.Thread(target=work, args=([0],), name="Second divider")
    broken.start()
    broken.join()
    threading.excepthook = original

    # sys.exit() in a thread is no error: it ends the thread, silently.
    quiet = threading.Thread(target=sys.exit, args=(5,))
    quiet.start()
    quiet.join()
    try:
        quiet.start()
    except RuntimeError as error:
        print("RuntimeError:", error)
    print("exit code 0 all the same")
