from multiprocessing import Pipe, Process


def square(questions, asking_end):
    """Answers each number with its square, until nobody asks any more."""
    # A forked child has a copy of this end, too. While it is open, somebody could still ask.
    asking_end.close()
    try:
        while True:
            n = questions.recv()
            questions.send(n * n)
    except EOFError:
        # All ends that could have sent something are closed.
        print("nobody asks any more")


if __name__ == "__main__":
    mine, theirs = Pipe()
    squarer = Process(target=square, args=(theirs, mine), name="Squarer")
    squarer.start()
    # The child has an end of its own now; this one is not needed here.
    theirs.close()
    for n in range(1, 6):
        mine.send(n)
        print(f"{n} squared is {mine.recv()}")
    print(f"anything more to read? {'yes' if mine.poll(0.05) else 'no'}")
    mine.close()
    squarer.join()
    print("done")
