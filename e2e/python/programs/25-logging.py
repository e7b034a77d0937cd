"""ログをまとめる：子プロセスはQueueHandlerで送り、親のQueueListenerが受け取る。"""
import logging
import logging.handlers
import sys
import threading
from multiprocessing import Process, Queue


def configure(queue):
    root = logging.getLogger()
    root.handlers = [logging.handlers.QueueHandler(queue)]
    root.setLevel(logging.INFO)


def cook(queue, dish, minutes):
    configure(queue)
    log = logging.getLogger("台所")
    log.debug("表示されない")
    log.info("%sを作り始めます", dish)
    if minutes > 30:
        log.warning("%sは%d分かかります", dish, minutes)
    log.info("%sができました", dish)


class Collect(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


if __name__ == "__main__":
    queue, collect = Queue(), Collect()
    collect.setFormatter(logging.Formatter("%(processName)s %(name)s [%(levelname)s] %(message)s"))
    listener = logging.handlers.QueueListener(queue, collect)
    cooks = [
        Process(target=cook, args=(queue, dish, minutes), name=f"料理人{i}")
        for i, (dish, minutes) in enumerate([("味噌汁", 10), ("おでん", 120)], start=1)
    ]
    for process in cooks:
        process.start()
    # リスナーはスレッドなので、forkが済んでから動かすほうが安全。
    listener.start()
    for process in cooks:
        process.join()
    listener.stop()
    # 1人の料理人のログは順番どおり。人ごとに並べて表示する（sortedは順番を崩さない）。
    for line in sorted(collect.lines, key=lambda line: line.split()[0]):
        print(line)

    logging.basicConfig(stream=sys.stderr, format="%(threadName)s: %(message)s", force=True)
    thread = threading.Thread(target=logging.error, args=("火を止めて！",), name="見張り")
    thread.start()
    thread.join()
    try:
        1 / 0
    except ZeroDivisionError:
        logging.exception("計算に失敗しました")
