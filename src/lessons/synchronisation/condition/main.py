from multiprocessing import Condition, Process, Value
from time import sleep

ROUNDS = 4


def speak(me, words, turn, changed):
    """Speaks only when it is its turn."""
    for _ in range(ROUNDS):
        with changed:
            # Gives the lock back while it waits, and has it again when the condition is true.
            changed.wait_for(lambda: turn.value == me)
            print(words)
            sleep(0.2)
            turn.value = (me + 1) % 3
            changed.notify_all()


if __name__ == "__main__":
    turn = Value("i", 0, lock=False)
    changed = Condition()
    voices = [
        Process(target=speak, args=(me, words, turn, changed), name=f"Voice {me + 1}")
        for me, words in enumerate(["row", "row", "row your boat"])
    ]
    for voice in voices:
        voice.start()
    for voice in voices:
        voice.join()
    print(f"sung {ROUNDS} times")
