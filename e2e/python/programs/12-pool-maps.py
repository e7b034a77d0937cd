"""The four maps of a Pool: map, starmap, imap and imap_unordered."""
import time
from multiprocessing import Pool


def square(n):
    return n * n


def power(base, exponent):
    return base**exponent


def slow(n):
    time.sleep(0.02 * (n % 3))
    return n


if __name__ == "__main__":
    with Pool(processes=3) as pool:
        print("map:", pool.map(square, range(10)))
        print("starmap:", pool.starmap(power, [(2, 8), (3, 3), (10, 2)]))
        # In order, but each result as soon as it can be had.
        print("imap:", end="")
        for n in pool.imap(slow, range(9), chunksize=2):
            print(f" {n}", end="", flush=True)
        print()
        # As they come: sorted here, because that order is chance.
        print("imap_unordered:", sorted(pool.imap_unordered(slow, range(9))))
        print("apply:", pool.apply(power, (7, 2)))
        result = pool.map_async(len, ["warp", "weft", "", "shuttle"])
        print("map_async:", result.get(timeout=10), result.successful())
        print("nothing to do:", pool.map(square, []))
        print("sum:", sum(pool.imap_unordered(square, range(1000), chunksize=100)))
    # Leaving the block has ended the workers.
    try:
        pool.map(square, [1])
    except ValueError as error:
        print("ValueError:", error)
