"""スレッドの基本：名前、共有される変数、local、Timer、デーモンスレッド。"""
import threading
import time

shared = []
own = threading.local()
lock = threading.Lock()


def collect(word, times):
    own.count = 0
    for _ in range(times):
        own.count += 1
        time.sleep(0.05)
    with lock:
        # sharedは全スレッドのもの、own.countはこのスレッドだけのもの。
        shared.append((threading.current_thread().name, word, own.count))


class Countdown(threading.Thread):
    """Threadを継承する書き方。"""

    def __init__(self, start_value):
        super().__init__(name=f"カウントダウン{start_value}")
        self.value = start_value

    def run(self):
        while self.value > 0:
            self.value -= 1


def tick(stop):
    while not stop.wait(0.01):
        pass


if __name__ == "__main__":
    threads = [
        threading.Thread(target=collect, args=(word,), kwargs={"times": i + 1}, name=f"係{i}")
        for i, word in enumerate(["さくら", "もみじ", "すすき"])
    ]
    for thread in threads:
        thread.start()
    print("動作中のスレッド:", threading.active_count())
    for thread in threads:
        thread.join()
    print(sorted(shared))
    print("メインにはown.countがない:", not hasattr(own, "count"))

    countdown = Countdown(5)
    countdown.start()
    countdown.join()
    print(f"{countdown.name}: {countdown.value}、動作中: {countdown.is_alive()}")

    rings = []
    bell = threading.Timer(0.05, rings.append, args=["チリン"])
    silent = threading.Timer(60, rings.append, args=["鳴らない"])
    bell.start()
    silent.start()
    silent.cancel()
    bell.join()
    silent.join()
    print("鳴った:", rings)
    # デーモンスレッドは、終わるのを待ってもらえない。
    threading.Thread(target=tick, args=(threading.Event(),), daemon=True, name="時計").start()
    print([thread.name for thread in threading.enumerate()])
