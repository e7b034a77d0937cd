"""生産者と消費者：Queueで品物を渡し、Noneで終わりを知らせる。"""
import time
from multiprocessing import Process, Queue


def produce(queue, name, count):
    for number in range(1, count + 1):
        time.sleep(0.01)
        queue.put(f"{name}{number}")


def consume(queue, results):
    eaten = []
    # Noneが来るまで取り出し続ける。
    for item in iter(queue.get, None):
        eaten.append(item)
    results.put(eaten)


if __name__ == "__main__":
    queue = Queue(maxsize=3)
    results = Queue()
    producers = [
        Process(target=produce, args=(queue, name, count))
        for name, count in [("パン", 4), ("牛乳", 3), ("卵", 5)]
    ]
    consumers = [Process(target=consume, args=(queue, results)) for _ in range(2)]
    for process in producers + consumers:
        process.start()
    for producer in producers:
        producer.join()
    # 終わりの合図は消費者の数だけ必要になる。
    for _ in consumers:
        queue.put(None)
    # 結果を読んでからjoinする。逆にすると、大きな結果ではお互いに待ってしまうことがある。
    eaten = sorted(item for _ in consumers for item in results.get())
    for consumer in consumers:
        consumer.join()
    print(f"{len(eaten)}個を食べました")
    print("、".join(eaten))
    print(f"キューは空: {queue.empty()}")
