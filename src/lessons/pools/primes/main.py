from multiprocessing import Pool, cpu_count

TASKS = 64
SIZE = 10_000


def is_prime(n):
    if n % 2 == 0:
        return n == 2
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return n > 1


def count_primes(start):
    """Counts the primes in [start, start + SIZE)."""
    count = sum(is_prime(n) for n in range(start, start + SIZE))
    print(f"{start} … {start + SIZE - 1}: {count} primes")
    return count


if __name__ == "__main__":
    starts = [task * SIZE for task in range(TASKS)]

    # One worker process per core. Each takes the next range as soon as it is done with its last one.
    with Pool(cpu_count()) as pool:
        counts = pool.map(count_primes, starts, chunksize=1)

    print(f"{sum(counts)} primes below {TASKS * SIZE}")
