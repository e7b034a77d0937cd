"""食事する哲学者：フォークに番号をつけ、小さい番号から取れば全員が食べられる。"""
import threading
import time

NAMES = ["ソクラテス", "プラトン", "孔子", "デカルト", "西田"]
MEALS = 3

forks = [threading.Lock() for _ in NAMES]
meals = dict.fromkeys(NAMES, 0)
eating = set()
table = threading.Lock()
neighbours_met = []


def dine(seat):
    name = NAMES[seat]
    # 最後の席だけ左右が逆になるので、輪になって待ち合うことがない。
    first, second = sorted((seat, (seat + 1) % len(forks)))
    for _ in range(MEALS):
        with forks[first], forks[second]:
            with table:
                eating.add(seat)
                if {(seat - 1) % len(NAMES), (seat + 1) % len(NAMES)} & eating:
                    neighbours_met.append(name)
            time.sleep(0.01)
            with table:
                eating.remove(seat)
                meals[name] += 1
        time.sleep(0.005)


if __name__ == "__main__":
    guests = [threading.Thread(target=dine, args=(seat,), name=NAMES[seat]) for seat in range(5)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    for name, count in meals.items():
        print(f"{name}は{count}回食べました")
    print("隣どうしが同時に食べた:", bool(neighbours_met))
    print("使用中のフォーク:", sum(fork.locked() for fork in forks))
