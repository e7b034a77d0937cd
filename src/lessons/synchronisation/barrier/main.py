from multiprocessing import Array, Barrier, Process

CELLS = 400
STEPS = 40
PARTS = 4


def spread(part, rod, following, barrier):
    """Heat spreads along a rod: each cell becomes the mean of its neighbours, step by step."""
    size = CELLS // PARTS
    own = range(part * size, (part + 1) * size)
    for _ in range(STEPS):
        for i in own:
            left = rod[max(0, i - 1)]
            right = rod[min(CELLS - 1, i + 1)]
            following[i] = (left + right) / 2
        # Nobody may read the next step before everybody has written it.
        barrier.wait()
        for i in own:
            rod[i] = following[i]
        barrier.wait()


if __name__ == "__main__":
    rod = Array("d", CELLS, lock=False)
    following = Array("d", CELLS, lock=False)
    rod[CELLS // 2] = 1000
    barrier = Barrier(PARTS)
    parts = [Process(target=spread, args=(part, rod, following, barrier)) for part in range(PARTS)]
    for part in parts:
        part.start()
    for part in parts:
        part.join()
    print(f"after {STEPS} steps the rod holds {sum(rod):.3f} units of heat")
