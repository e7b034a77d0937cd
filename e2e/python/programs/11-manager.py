"""Manager：辞書、リスト、Namespace、キューを複数のプロセスで使う。"""
from multiprocessing import Manager, Process

TEXT = "隣 の 客 は よく 柿 食う 客 だ 柿 も 客 も よく 食う".split()


def count(words, totals, lock):
    for word in words:
        # 読んで書くあいだに、ほかのプロセスが割り込まないようにする。
        with lock:
            totals[word] = totals.get(word, 0) + 1


def report(name, log, board, tasks, status):
    while not tasks.empty():
        n = tasks.get()
        log.append((name, n * n))
    status.finished += 1
    # 入れ子の辞書は、取り出して変えてから、もう一度入れないと伝わらない。
    entry = board["記録"]
    entry[name] = True
    board["記録"] = entry


if __name__ == "__main__":
    with Manager() as manager:
        totals, lock = manager.dict(), manager.Lock()
        counters = [Process(target=count, args=(TEXT[i::3], totals, lock)) for i in range(3)]
        for process in counters:
            process.start()
        for process in counters:
            process.join()
        for word, number in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
            if number > 1:
                print(f"{word}: {number}回")

        log, tasks = manager.list(), manager.Queue()
        status, board = manager.Namespace(finished=0), manager.dict(記録={})
        for name in ("一郎", "二郎"):
            for n in range(3):
                tasks.put(n)
            process = Process(target=report, args=(name, log, board, tasks, status))
            process.start()
            process.join()
        print(list(log))
        print(f"終わった数: {status.finished}、{board['記録']}")
        log.reverse()
        print(f"最後の記録: {log[0]}、件数: {len(log)}")
        try:
            totals["桃"]
        except KeyError as error:
            print(f"KeyError: {error}")
