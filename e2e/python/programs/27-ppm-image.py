"""A picture without any library: rows drawn by a pool, put together as a PPM file, made grey by threads."""
import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import Pool
from pathlib import Path

WIDTH, HEIGHT = 96, 64


def draw(y, width):
    """One row: three bytes for each point, from whole numbers only, so that all machines agree."""
    row = bytearray()
    for x in range(width):
        distance = (x - width // 2) ** 2 + (y - HEIGHT // 2) ** 2
        row += bytes((x * 255 // width, y * 255 // HEIGHT, 255 if distance < 400 else 40))
    return bytes(row)


def grey(row):
    return bytes(sum(row[i : i + 3]) // 3 for i in range(0, len(row), 3))


def save(path, kind, rows):
    header = f"{kind}\n{WIDTH} {HEIGHT}\n255\n".encode()
    Path(path).write_bytes(header + b"".join(rows))
    return len(header)


if __name__ == "__main__":
    with Pool(3) as pool:
        rows = pool.map(partial(draw, width=WIDTH), range(HEIGHT), chunksize=8)
    offset = save("picture.ppm", "P6", rows)
    data = Path("picture.ppm").read_bytes()
    print(data[:offset].split(), len(data) - offset)
    print("colour:", hashlib.sha256(data).hexdigest()[:16])

    with ThreadPoolExecutor(4) as executor:
        grey_rows = list(executor.map(grey, rows))
    save("picture.pgm", "P5", grey_rows)
    print("grey:  ", hashlib.sha256(Path("picture.pgm").read_bytes()).hexdigest()[:16])
    for y in range(0, HEIGHT, 8):
        print("".join(" .:+#"[value * 5 // 256] for value in grey_rows[y][::3]))
