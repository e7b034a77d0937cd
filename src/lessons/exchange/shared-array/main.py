from math import cos, hypot, sin
from multiprocessing import Array, Process

WIDTH = 480
HEIGHT = 320
STRIPES = 4


def brightness(x, y):
    """How bright a point of the picture is: waves that meet."""
    near = hypot(x - 120, y - 160)
    far = hypot(x - 360, y - 120)
    return (sin(near / 4) + cos(far / 5) + 2) * 60


def draw(picture, stripe):
    """Draws every fourth row. Nobody writes where another does, so no lock is needed."""
    for y in range(stripe, HEIGHT, STRIPES):
        row = [brightness(x, y) for x in range(WIDTH)]
        # One pass that softens the row.
        for x in range(1, WIDTH - 1):
            soft = (row[x - 1] + 2 * row[x] + row[x + 1]) / 4
            picture[y * WIDTH + x] = round(soft)


if __name__ == "__main__":
    picture = Array("B", WIDTH * HEIGHT, lock=False)
    painters = [Process(target=draw, args=(picture, i)) for i in range(STRIPES)]
    for painter in painters:
        painter.start()
    for painter in painters:
        painter.join()
    light = sum(value > 128 for value in picture)
    print(f"{light} of {len(picture)} points are bright")
