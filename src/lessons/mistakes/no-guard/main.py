from multiprocessing import Process, set_start_method


def greet(name):
    print(f"hello {name}")


# Under spawn a child evaluates this file again, and comes to these lines as well.
set_start_method("spawn", force=True)
child = Process(target=greet, args=("Ada",))
child.start()
child.join()
print(f"the child ended with exit code {child.exitcode}")
