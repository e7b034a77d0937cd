"""ProcessPoolExecutor：submit、map、as_completed、wait、例外。"""
import math
import time
from concurrent.futures import (
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    ProcessPoolExecutor,
    as_completed,
    wait,
)


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1))


def brew(drink, seconds):
    time.sleep(seconds)
    if drink == "泥水":
        raise ValueError(f"{drink}は飲めません")
    return f"{drink}ができました"


NUMBERS = [97, 1001, 7919, 7921, 104729]

if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        for number, prime in zip(NUMBERS, executor.map(is_prime, NUMBERS)):
            print(f"{number}は{'素数' if prime else '素数ではない'}")

        futures = {
            executor.submit(brew, drink, seconds): drink
            for drink, seconds in [("お茶", 0.1), ("泥水", 0.02), ("コーヒー", 0.05)]
        }
        lines = []
        for future in as_completed(futures):
            # resultは、子プロセスで起きた例外をここで起こす。
            try:
                lines.append(future.result())
            except ValueError as error:
                lines.append(f"{futures[future]}: {error}")
        # 終わった順は決まらないので、並べ替えて表示する。
        print("\n".join(sorted(lines)))

        quick, slow = executor.submit(brew, "水", 0), executor.submit(brew, "スープ", 0.3)
        done, waiting = wait([quick, slow], return_when=FIRST_COMPLETED)
        print(f"先にできた: {quick in done}、待っている: {len(waiting)}")
        bad = executor.submit(brew, "泥水", 0)
        done, _ = wait([bad, executor.submit(brew, "紅茶", 0.2)], return_when=FIRST_EXCEPTION)
        print(f"例外で戻った: {bad in done}、{type(bad.exception()).__name__}")
        print(slow.result(timeout=5))
    print(f"スープは完了: {slow.done()}、取り消せる: {slow.cancel()}")
