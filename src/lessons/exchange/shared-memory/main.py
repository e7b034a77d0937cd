from multiprocessing import Process, Queue
from multiprocessing.shared_memory import ShareableList, SharedMemory


def capitals(name, done):
    """Knows nothing but a name."""
    memory = SharedMemory(name)
    memory.buf[:] = bytes(memory.buf).upper()
    memory.close()
    done.put("capitals are written")


def birthday(name):
    person = ShareableList(name=name)
    person[1] += 1
    person.shm.close()


if __name__ == "__main__":
    text = b"written in small letters"
    memory = SharedMemory(create=True, size=len(text))
    memory.buf[: len(text)] = text
    done = Queue()
    writer = Process(target=capitals, args=(memory.name, done))
    writer.start()
    print(done.get())
    print(bytes(memory.buf[: len(text)]).decode())
    writer.join()
    memory.close()
    memory.unlink()

    person = ShareableList(["Ada", 36, True])
    year = Process(target=birthday, args=(person.shm.name,))
    year.start()
    year.join()
    print(f"{person[0]} is {person[1]} now")
    person.shm.close()
    person.shm.unlink()
