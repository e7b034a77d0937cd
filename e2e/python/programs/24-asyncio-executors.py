"""asyncio beside threads and processes: run_in_executor, to_thread and gather."""
import asyncio
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def blocking(name, seconds):
    time.sleep(seconds)
    return f"{name} waited in {threading.current_thread().name}"


def triangle(n):
    return sum(range(n + 1))


async def count_down(log):
    # Goes on while the executors are at work: nobody blocks the loop.
    for n in (3, 2, 1):
        log.append(n)
        await asyncio.sleep(0.01)


async def main():
    loop = asyncio.get_running_loop()
    log = []
    with ThreadPoolExecutor(1, thread_name_prefix="io") as threads:
        line, _ = await asyncio.gather(
            loop.run_in_executor(threads, blocking, "first", 0.15), count_down(log)
        )
        log.append("waited")
    print(line, log)

    with ProcessPoolExecutor(2) as processes:
        tasks = [loop.run_in_executor(processes, triangle, n) for n in (10, 100, 1000)]
        print(await asyncio.gather(*tasks))
        try:
            await loop.run_in_executor(processes, int, "forty-two")
        except ValueError as error:
            print("ValueError:", error)

    print(await asyncio.to_thread(triangle, 4))
    try:
        await asyncio.wait_for(asyncio.sleep(5), timeout=0.05)
    except asyncio.TimeoutError:
        print("too slow")

    queue = asyncio.Queue()
    # A thread may not touch the loop's objects; it asks the loop to do it.
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(queue.put_nowait, "hello"))
    thread.start()
    print(await queue.get())
    thread.join()


if __name__ == "__main__":
    asyncio.run(main())
