import csv
from collections import Counter
from multiprocessing import Pool
from random import Random

ROWS_PER_FILE = 6000
CITIES = ["Kyoto", "Lagos", "Lima", "Oslo", "Quito"]


def write(number):
    """Makes up one file. The same number always gives the same rows."""
    random = Random(number)
    name = f"temperatures-{number}.csv"
    with open(name, "w", newline="") as file:
        rows = csv.writer(file)
        for _ in range(ROWS_PER_FILE):
            rows.writerow([random.choice(CITIES), f"{random.gauss(15, 8):.1f}"])
    return name


def summarise(name):
    """Map: what one file says. Only the sums travel back, not the rows."""
    counts, sums = Counter(), Counter()
    with open(name, newline="") as file:
        for city, degrees in csv.reader(file):
            counts[city] += 1
            sums[city] += float(degrees)
    return counts, sums


if __name__ == "__main__":
    with Pool() as pool:
        names = pool.map(write, range(24), chunksize=1)
        parts = pool.map(summarise, names, chunksize=1)
    # Reduce: put the parts together.
    counts = sum((counts for counts, _ in parts), Counter())
    sums = sum((sums for _, sums in parts), Counter())
    for city in CITIES:
        print(f"{city}: about {round(sums[city] / counts[city])} degrees")
    print(f"{counts.total()} rows of {len(names)} files")
