from multiprocessing import Array, Process, RLock


def withdraw(accounts, payer, amount, lock):
    with lock:
        if accounts[payer] < amount:
            return False
        accounts[payer] -= amount
        return True


def transfer(accounts, payer, payee, amount, lock):
    # Holds the lock, and calls a function that takes it again:
    # an RLock counts how often its owner has it.
    with lock:
        if withdraw(accounts, payer, amount, lock):
            accounts[payee] += amount


def trade(accounts, seed, lock):
    for i in range(2000):
        transfer(accounts, (seed + i) % 5, (seed + 3 * i + 1) % 5, 1 + i % 7, lock)


if __name__ == "__main__":
    accounts = Array("i", [100, 100, 100, 100, 100], lock=False)
    lock = RLock()
    traders = [Process(target=trade, args=(accounts, seed, lock)) for seed in [1, 2, 3]]
    for trader in traders:
        trader.start()
    for trader in traders:
        trader.join()
    print(f"{sum(accounts)} coins in {len(accounts)} accounts")
