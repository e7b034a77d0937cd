TASKS = [1_000_000] * 2


def work(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
