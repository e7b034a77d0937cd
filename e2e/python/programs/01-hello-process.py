"""はじめてのプロセス：引数、キーワード引数、プロセスの名前。"""
import os
from multiprocessing import Process, current_process


def greet(name, parent_pid, *, greeting="こんにちは", times=1):
    me = current_process().name
    for _ in range(times):
        print(f"{me}: {greeting}、{name}さん")
    # PIDは毎回変わるので、親のPIDと違うことだけを確かめる。
    print(f"{me}: 親とは別のPID: {os.getpid() != parent_pid}")

if __name__ == "__main__":
    first = Process(target=greet, args=("花子", os.getpid()))
    second = Process(
        target=greet,
        args=("太郎", os.getpid()),
        kwargs={"greeting": "おはよう", "times": 2},
        name="あいさつ係",
    )
    # 順番どおりに表示したいので、1つずつ終わりを待つ。
    for process in (first, second):
        print(f"{process.name} を始めます（動作中: {process.is_alive()}）")
        process.start()
        process.join()
        print(f"{process.name} が終わりました（終了コード: {process.exitcode}）")
    print(f"ここは {current_process().name}")
