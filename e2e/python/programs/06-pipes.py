"""Pipes, both ways and one way: recv, send, poll, bytes, and the end of it."""
from multiprocessing import Pipe, Process


def answer(connection, other):
    # Closed here, so that the end of the conversation can be noticed.
    other.close()
    while True:
        try:
            question = connection.recv()
        except EOFError:
            break
        if isinstance(question, Exception):
            connection.send(f"you sent me a {type(question).__name__}: {question}")
        else:
            connection.send(sum(question))
    connection.close()


def shout(sender, words):
    with sender:
        for word in words:
            sender.send_bytes(word.upper().encode())


if __name__ == "__main__":
    mine, theirs = Pipe()
    process = Process(target=answer, args=(theirs, mine))
    process.start()
    theirs.close()
    for question in [[1, 2, 3], range(1000), (0.5, 0.25), ValueError("not a sum")]:
        mine.send(question)
        print("answer:", mine.recv())
    print("anything else?", mine.poll(0.05))
    mine.close()
    process.join()
    print("exit code", process.exitcode)

    receiver, sender = Pipe(duplex=False)
    try:
        receiver.send("wrong way")
    except OSError as error:
        print("OSError:", error)
    process = Process(target=shout, args=(sender, ["warp", "weft", "x" * 100_000]))
    process.start()
    sender.close()
    lengths = []
    try:
        while True:
            text = receiver.recv_bytes().decode()
            lengths.append(len(text))
            print(text if len(text) < 10 else f"{text[:3]}… ({len(text)} letters)")
    except EOFError:
        print("the sender has closed its end")
    process.join()
    print(lengths)
