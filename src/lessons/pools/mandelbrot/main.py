from concurrent.futures import ProcessPoolExecutor

WIDTH = 360
HEIGHT = 240
LIMIT = 200


def row(y):
    """How many steps each point of one row takes to fly away."""
    steps = []
    for x in range(WIDTH):
        c = complex(x / WIDTH * 3.6 - 2.4, y / HEIGHT * 2.4 - 1.2)
        z = 0j
        n = 0
        while n < LIMIT and abs(z) < 2:
            z = z * z + c
            n += 1
        steps.append(n)
    return steps


def letter(n):
    return "#" if n == LIMIT else "+" if n > 12 else "." if n > 5 else " "


if __name__ == "__main__":
    with ProcessPoolExecutor() as executor:
        picture = list(executor.map(row, range(HEIGHT), chunksize=8))
    for line in picture[::20]:
        print("".join(letter(n) for n in line[::6]))
    inside = sum(line.count(LIMIT) for line in picture)
    print(f"{inside} points never fly away")
