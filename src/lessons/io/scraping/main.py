from concurrent.futures import ThreadPoolExecutor, as_completed
from random import Random
from time import perf_counter, sleep

PAGES = [f"https://example.org/page/{i}" for i in range(1, 13)]


def fetch(url):
    """A network that is not there: every answer takes its time, and the same time in each run."""
    page = Random(url)
    sleep(page.uniform(0.2, 0.7))
    return " ".join(page.choices(["warp", "weft", "loom"], k=page.randint(200, 900)))


def words(url):
    """Fetches a page and counts its words."""
    return len(fetch(url).split())


def measure(threads):
    began = perf_counter()
    with ThreadPoolExecutor(threads) as executor:
        futures = [executor.submit(words, url) for url in PAGES]
        total = sum(future.result() for future in as_completed(futures))
    print(f"{threads} at a time: {perf_counter() - began:.1f} s")
    return total


if __name__ == "__main__":
    totals = {measure(threads) for threads in [1, 4, 12]}
    print("the same words each time" if len(totals) == 1 else "the pages differ")
