"""待ち合わせの3つの道具：Event、Condition、Barrier。"""
import time
from multiprocessing import Array, Barrier, Condition, Event, Process, Queue, Value

RUNNERS = 3


def run(lane, ready, go, results):
    ready.wait()
    go.wait()
    results.put(lane)


def sing(me, turn, changed, song):
    for _ in range(2):
        with changed:
            # 自分の番が来るまで、ロックを返して眠る。
            changed.wait_for(lambda: turn.value % RUNNERS == me)
            song[turn.value] = me
            turn.value += 1
            changed.notify_all()


def step(me, barrier, board, results):
    for round_number in range(3):
        board[me] = (round_number + 1) * 10 + me
        barrier.wait()
        # ここでは全員が書き終わっているので、合計はどのプロセスから見ても同じになる。
        results.put((round_number, sum(board)))
        barrier.wait()


def run_all(target, *args):
    processes = [Process(target=target, args=(me, *args)) for me in range(RUNNERS)]
    for process in processes:
        process.start()
    return processes


if __name__ == "__main__":
    results = Queue()
    ready, go = Barrier(RUNNERS + 1), Event()
    runners = run_all(run, ready, go, results)
    ready.wait()
    time.sleep(0.05)
    print(f"位置について。合図の前に走った人: {'なし' if results.empty() else 'あり'}")
    go.set()
    print("走った人:", sorted(results.get() for _ in runners))
    for process in runners:
        process.join()

    turn, song = Value("i", 0), Array("i", 2 * RUNNERS)
    singers = run_all(sing, turn, Condition(), song)
    for process in singers:
        process.join()
    print("歌った順:", list(song))

    steppers = run_all(step, Barrier(RUNNERS), Array("i", RUNNERS), results)
    print("各回の合計:", sorted({results.get() for _ in range(3 * RUNNERS)}))
    for process in steppers:
        process.join()
    print("Eventの時間切れ:", Event().wait(timeout=0.05))
