from concurrent.futures import ThreadPoolExecutor

executor = ThreadPoolExecutor(2)


def total(numbers):
    """Divides the numbers, gives both halves to the pool that it runs in itself, and waits for them."""
    if len(numbers) == 1:
        return numbers[0]
    middle = len(numbers) // 2
    left = executor.submit(total, numbers[:middle])
    right = executor.submit(total, numbers[middle:])
    return left.result() + right.result()


if __name__ == "__main__":
    print(executor.submit(total, [3, 1, 4, 1, 5, 9, 2, 6]).result())
    print("never reached")
