"""Shared memory with types: Value, Array and a ctypes Structure."""
from ctypes import Structure, c_double, c_int
from multiprocessing import Array, Process, Value
from multiprocessing.sharedctypes import RawArray, RawValue


class Point(Structure):
    _fields_ = [("x", c_double), ("y", c_double), ("moves", c_int)]


def move(points, dx, dy):
    # Each Point lies in memory that parent and child both see.
    with points.get_lock():
        for point in points:
            point.x += dx
            point.y += dy
            point.moves += 1


def add(counter, letters, times):
    for _ in range(times):
        # += reads and writes: without the lock, additions would be lost.
        with counter.get_lock():
            counter.value += 1
    letters.value = letters.value.upper()


if __name__ == "__main__":
    points = Array(Point, [(0.0, 0.0, 0), (1.5, -1.5, 0)])
    processes = [Process(target=move, args=(points, 1.0, 0.25 * i)) for i in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    for point in points:
        print(point.x, point.y, point.moves)

    counter = Value("i", 0)
    letters = Array("c", b"small letters")
    processes = [Process(target=add, args=(counter, letters, 500)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(counter.value, letters.value.decode())

    ratio, row = RawValue("d", 0.5), RawArray("h", [1, -2, 3])
    row[1:] = [20, 30]
    print(ratio.value, row[:], len(row))
    try:
        row[0] = "one"
    except TypeError:
        print("an array of numbers takes no text")
