"""終わらないループを持つプロセス：心拍を数え、十分に動いたら止める。"""
import itertools
import time
from multiprocessing import Event, Process, Semaphore, Value


def monitor(beats):
    while True:
        beats.release()
        time.sleep(0.01)


def crunch(progress):
    # 何も待たない、計算だけの無限ループ。
    for n in itertools.count():
        progress.value = n


def polite(stop, beats):
    while not stop.is_set():
        beats.release()
        time.sleep(0.01)
    print("合図を受けて終わります")


if __name__ == "__main__":
    beats, progress, stop = Semaphore(0), Value("q", 0, lock=False), Event()
    watcher = Process(target=monitor, args=(beats,), name="監視")
    watcher.start()
    for n in range(1, 6):
        beats.acquire()
        print(f"心拍 {n}")
    watcher.terminate()
    watcher.join()
    print(f"{watcher.name}: {watcher.exitcode}")

    cruncher = Process(target=crunch, args=(progress,), name="計算")
    cruncher.start()
    while progress.value < 1000:
        time.sleep(0.01)
    cruncher.terminate()
    cruncher.join()
    print(f"{cruncher.name}: {cruncher.exitcode}、1000まで進んだ: {progress.value >= 1000}")

    gentle = Process(target=polite, args=(stop, beats), name="素直な子")
    gentle.start()
    beats.acquire()
    stop.set()
    gentle.join()
    print(f"{gentle.name}: {gentle.exitcode}")
