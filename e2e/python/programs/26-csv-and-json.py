"""ファイルの分担処理：子プロセスがCSVを書き、別の子が集計してJSONにし、親が読む。"""
import csv
import json
import random
import tempfile
from multiprocessing import Pool
from pathlib import Path

SHOPS = ["札幌", "東京", "大阪", "福岡"]
ITEMS = {"りんご": 120, "みかん": 80, "バナナ": 150}


def write_sales(task):
    folder, shop = task
    # 店の名前を種にすると、毎回同じデータになる。
    rng = random.Random(shop)
    path = folder / f"{shop}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=["品名", "個数"])
        writer.writeheader()
        for _ in range(200):
            writer.writerow({"品名": rng.choice(list(ITEMS)), "個数": rng.randint(1, 5)})
    return path


def summarise(path):
    totals = dict.fromkeys(ITEMS, 0)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            totals[row["品名"]] += int(row["個数"])
    result = path.with_suffix(".json")
    result.write_text(json.dumps(totals, ensure_ascii=False), encoding="utf-8")
    return result


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Pool(2) as pool:
            tables = pool.map(write_sales, [(folder, shop) for shop in SHOPS])
            results = pool.map(summarise, tables)
        print("できたファイル:", sorted(path.suffix for path in folder.iterdir()))
        print("1行目:", tables[0].read_text(encoding="utf-8").splitlines()[0])
        total = 0
        for shop, result in zip(SHOPS, results):
            counts = json.loads(result.read_text(encoding="utf-8"))
            sales = sum(ITEMS[item] * count for item, count in counts.items())
            total += sales
            print(f"{shop}: {sum(counts.values())}個、{sales:,}円")
    print(f"合計: {total:,}円")
    print("後片づけ済み:", not folder.exists())
