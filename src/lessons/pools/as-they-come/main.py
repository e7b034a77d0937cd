from multiprocessing import Pool
from time import sleep


def cook(dish):
    # The longer the word, the longer it takes.
    sleep(len(dish) / 10)
    return f"{dish} is ready"


DISHES = ["lasagna", "rice", "paella", "soup", "egg", "dumplings"]

if __name__ == "__main__":
    with Pool(2) as pool:
        print("map gives all results at once, in order:")
        for line in pool.map(cook, DISHES, chunksize=1):
            print(f"  {line}")
        print("imap gives each one as soon as all before it are there:")
        for line in pool.imap(cook, DISHES):
            print(f"  {line}")
        print("imap_unordered gives each one as it comes:")
        lines = set()
        for line in pool.imap_unordered(cook, DISHES):
            print(f"  {line}")
            lines.add(line)
    print(f"{len(lines)} dishes, three times")
