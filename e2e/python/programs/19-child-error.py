"""子プロセスで捕まえられなかった例外：トレースバックは子が表示し、親には終了コードだけが伝わる。"""
from multiprocessing import Process


class StockError(Exception):
    pass


def look_up(stock, item):
    try:
        return stock[item]
    except KeyError as error:
        raise StockError(f"{item}は置いていません") from error


def sell(stock, items):
    for item in items:
        print(f"{item}: 残り{look_up(stock, item)}")


if __name__ == "__main__":
    stock = {"りんご": 3, "みかん": 8}
    for name, items in [("朝の店番", ["りんご", "みかん"]), ("夜の店番", ["みかん", "ぶどう"])]:
        process = Process(target=sell, args=(stock, items), name=name)
        process.start()
        process.join()
        print(f"{name}の終了コード: {process.exitcode}")
    print("親は無事です")
    # 親の例外は、プログラム全体の終了コードになる。
    look_up(stock, "メロン")
