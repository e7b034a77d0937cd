from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from os import getpid, kill
from signal import SIGKILL
from time import sleep


def think(topic):
    sleep(0.2)
    # As if the system had run out of memory.
    if topic == "everything":
        kill(getpid(), SIGKILL)
    sleep(0.2)
    return f"thought about {topic}"


if __name__ == "__main__":
    broken = 0
    with ProcessPoolExecutor(2) as executor:
        futures = [
            executor.submit(think, topic) for topic in ["tea", "everything", "rain", "stairs"]
        ]
        for future in futures:
            try:
                print(future.result())
            except BrokenProcessPool:
                broken += 1
    print("a worker died, and the pool with it" if broken else "all went well")
