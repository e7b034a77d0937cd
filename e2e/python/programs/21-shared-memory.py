"""名前つき共有メモリ：SharedMemoryとShareableList。"""
from multiprocessing import Process
from multiprocessing.shared_memory import ShareableList, SharedMemory

SIZE = 16


def fill(name, start, stop):
    # 名前だけで同じメモリを開ける。
    memory = SharedMemory(name)
    for i in range(start, stop):
        memory.buf[i] = i * i % 256
    memory.close()


def grow_older(name):
    people = ShareableList(name=name)
    people[1] += 1
    people[3] = "済"
    people.shm.close()


if __name__ == "__main__":
    memory = SharedMemory(create=True, size=SIZE)
    try:
        half = SIZE // 2
        parts = [Process(target=fill, args=(memory.name, i * half, (i + 1) * half)) for i in (0, 1)]
        for part in parts:
            part.start()
        for part in parts:
            part.join()
        print(list(memory.buf[:SIZE]))
    finally:
        # closeは自分の分を閉じ、unlinkはメモリそのものを消す。
        memory.close()
        memory.unlink()
    try:
        SharedMemory(memory.name)
    except FileNotFoundError:
        print("もうありません")

    people = ShareableList(["花子", 36, 1.5, "未処理", None, True])
    process = Process(target=grow_older, args=(people.shm.name,))
    process.start()
    process.join()
    print(list(people), len(people), people.index(True))
    try:
        people[0] = "とても長い名前" * 10
    except ValueError as error:
        print(f"ValueError: {error}")
    people.shm.close()
    people.shm.unlink()
