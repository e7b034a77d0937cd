"""プロセスの終わり方：正常終了、sys.exit、例外なしの強制終了、デーモン。"""
import signal
import sys
import time
from multiprocessing import Event, Process, active_children


def finish():
    pass


def leave(code):
    sys.exit(code)


def loop_forever(started):
    started.set()
    while True:
        time.sleep(0.05)


def run_until_started(**options):
    started = Event()
    process = Process(target=loop_forever, args=(started,), **options)
    process.start()
    started.wait()
    return process


if __name__ == "__main__":
    for target, args in [(finish, ()), (leave, (3,)), (leave, (None,)), (leave, ("だめでした",))]:
        process = Process(target=target, args=args)
        process.start()
        process.join()
        print(f"{target.__name__}{args}: {process.exitcode}")

    endless = run_until_started()
    # 終わっていないので、まだ終了コードがない。
    print(f"実行中: {endless.is_alive()} {endless.exitcode}")
    endless.join(timeout=0.1)
    print(f"0.1秒待っても: {endless.is_alive()}")
    endless.terminate()
    endless.join()
    print(f"terminate(): {endless.exitcode == -signal.SIGTERM}")

    endless = run_until_started()
    endless.kill()
    endless.join()
    print(f"kill(): {endless.exitcode == -signal.SIGKILL}")

    # デーモンは、メインプロセスが終わるときに一緒に終わらされる。
    daemon = run_until_started(daemon=True, name="見張り番")
    print(f"残っている子: {[child.name for child in active_children()]}")
    print("メインはここまで")
