"""銀行の振込：口座ごとのロックを、いつも同じ順番で取ればデッドロックは起きない。"""
import random
from multiprocessing import Array, Lock, Process

ACCOUNTS = 4
TRANSFERS = 300


def transfer(balances, locks, source, target, amount):
    # 番号の小さい口座から先にロックする。順番がそろっていれば、輪になって待ち合うことはない。
    first, second = sorted((source, target))
    with locks[first], locks[second]:
        if balances[source] < amount:
            return False
        balances[source] -= amount
        balances[target] += amount
        return True


def clerk(seed, balances, locks):
    rng = random.Random(seed)
    for _ in range(TRANSFERS):
        source, target = rng.sample(range(ACCOUNTS), 2)
        transfer(balances, locks, source, target, rng.randint(1, 50))


if __name__ == "__main__":
    balances = Array("i", [1000] * ACCOUNTS, lock=False)
    locks = [Lock() for _ in range(ACCOUNTS)]
    print(f"振込前の合計: {sum(balances)}円")
    clerks = [Process(target=clerk, args=(seed, balances, locks)) for seed in range(3)]
    for process in clerks:
        process.start()
    for process in clerks:
        process.join()
    print(f"振込後の合計: {sum(balances)}円")
    print(f"マイナスの口座: {sum(balance < 0 for balance in balances)}")
    print(f"残高不足: {not transfer(balances, locks, 0, 1, 1_000_000)}")
