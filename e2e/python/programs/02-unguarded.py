"""No main guard, as in many short listings: fine with fork, which never runs the file again."""
from multiprocessing import Process

colours = ["red", "green", "blue"]
stock = {colour: 3 for colour in colours}


def paint(colour):
    # A forked child begins with a copy of everything its parent had.
    stock[colour] -= 1
    print(f"one pot of {colour} used, {stock[colour]} left; all pots: {sum(stock.values())}")


workers = []
for colour in colours:
    # A function within a loop: fork needs no pickling, so that a closure will do.
    def work(colour=colour):
        paint(colour)

    worker = Process(target=work)
    worker.start()
    worker.join()
    workers.append(worker)

print("exit codes:", [worker.exitcode for worker in workers])
# The children changed their own copies. Nothing has changed here.
print("the parent still has", stock)
