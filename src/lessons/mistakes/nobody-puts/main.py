from multiprocessing import Process, Queue

WORKERS = 3


def consume(queue):
    total = 0
    while (item := queue.get()) is not None:
        total += item
    print(f"the sum is {total}")


if __name__ == "__main__":
    queue = Queue()
    consumers = [Process(target=consume, args=(queue,)) for _ in range(WORKERS)]
    for consumer in consumers:
        consumer.start()
    for n in range(1, 31):
        queue.put(n)
    # One sign for three consumers: two never learn that nothing more will come.
    queue.put(None)
    for consumer in consumers:
        consumer.join()
    print("never reached")
