from multiprocessing import Manager, Process

WORDS = "the cat and the dog and the bird saw the cat".split()


def count(words, totals, order, lock):
    for word in words:
        # Reading and writing are two calls of the server: another process could come between them.
        with lock:
            totals[word] = totals.get(word, 0) + 1
            if totals[word] == 1:
                order.append(word)


if __name__ == "__main__":
    with Manager() as manager:
        totals = manager.dict()
        order = manager.list()
        lock = manager.Lock()
        halves = [WORDS[:5], WORDS[5:]]
        counters = [Process(target=count, args=(half, totals, order, lock)) for half in halves]
        for counter in counters:
            counter.start()
        for counter in counters:
            counter.join()
        for word in sorted(order):
            print(f"{word}: {totals[word]}")
        print(f"{len(order)} different words")
