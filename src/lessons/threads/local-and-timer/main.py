from threading import Lock, Thread, Timer, local
from time import monotonic, sleep

# One name, and in each thread a value of its own.
request = local()
printing = Lock()


def log(text):
    with printing:
        print(f"{request.user}: {text}")


def serve(user, seconds):
    request.user = user
    log("asked")
    sleep(seconds)
    # Nobody passed the user along, and still it is the right one.
    log("answered")


def remind(began):
    print(f"a reminder after {monotonic() - began:.0f} s")


if __name__ == "__main__":
    began = monotonic()
    reminder = Timer(1, remind, [began])
    never = Timer(30, remind, [began])
    for timer in [reminder, never]:
        timer.start()
    visits = [("Ada", 1.5), ("Alan", 0.5)]
    servers = [Thread(target=serve, args=visit) for visit in visits]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    never.cancel()
    print("served")
