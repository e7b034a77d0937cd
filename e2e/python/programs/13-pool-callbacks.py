"""Poolの非同期呼び出し：コールバック、エラー、初期化、maxtasksperchild、時間切れ。"""
import os
import time
from multiprocessing import Pool, TimeoutError

RATES = {}


def prepare(rates):
    # 各ワーカーで最初に1回だけ呼ばれる。
    RATES.update(rates)


def convert(amount, currency):
    if currency not in RATES:
        raise KeyError(currency)
    return f"{amount}円は{amount / RATES[currency]:.2f}{currency}"


def nap(seconds):
    time.sleep(seconds)
    return "おはよう"


def which(_):
    return os.getpid()


if __name__ == "__main__":
    done, failed = [], []
    with Pool(2, initializer=prepare, initargs=({"ドル": 150, "ユーロ": 160},)) as pool:
        for amount, currency in [(3000, "ドル"), (8000, "ユーロ"), (500, "リラ"), (150, "ドル")]:
            pool.apply_async(
                convert, (amount, currency), callback=done.append, error_callback=failed.append
            )
        result = pool.apply_async(nap, (0.3,))
        try:
            print(result.get(timeout=0.05))
        except TimeoutError:
            print("まだ寝ています:", not result.ready())
        print(result.get())
        pool.close()
        pool.join()
    for line in sorted(done):
        print(line)
    print("失敗:", [f"{type(error).__name__} {error}" for error in failed])

    # 1つのタスクごとにワーカーを取り替えるので、PIDがすべて違う。
    with Pool(1, maxtasksperchild=1) as pool:
        print("使ったワーカー:", len(set(pool.map(which, range(3), chunksize=1))))
    with Pool(1) as pool:
        print("使ったワーカー:", len(set(pool.map(which, range(3), chunksize=1))))
