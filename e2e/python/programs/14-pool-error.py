"""An error in a task of a pool crosses to the parent, where nobody catches it: exit code 1."""
from multiprocessing import Pool


def parse(line):
    name, number = line.split("=")
    return name, int(number)


LINES = ["width=80", "height=25", "depth=deep", "colours=16"]

if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(parse, LINES[:2]))
        try:
            pool.apply(parse, ("width",))
        except ValueError as error:
            print("caught:", error)
        # imap gives the good ones until it comes to the bad one.
        for pair in pool.imap(parse, LINES):
            print(pair)
    print("never reached")
