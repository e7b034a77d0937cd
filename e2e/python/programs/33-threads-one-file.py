"""Four threads write to one file without a lock: each write is whole, only their order is open."""

import os
import sys
import threading

ROUNDS = 5000


def note(log, name):
    for i in range(ROUNDS):
        log.write(f"{name} {i:05d} {'.' * 100}\n")
        if i % 10 == 0:
            log.flush()


def stamp(picture, colour):
    for _ in range(ROUNDS):
        picture.write(bytes([colour]) * 3000)


def run(target, file):
    threads = [threading.Thread(target=target, args=(file, who)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


sys.setswitchinterval(0.0005)

with open("log.txt", "w") as log:
    run(note, log)
with open("log.txt") as log:
    lines = log.read().splitlines()
print("lines:", len(lines))
print("whole:", all(len(line) == 108 for line in lines))
print("all there:", {line[:7] for line in lines} == {f"{who} {i:05d}" for who in range(4) for i in range(ROUNDS)})
print("mixed:", sum(a[0] != b[0] for a, b in zip(lines, lines[1:])) > 3)
for who in range(4):
    own = [line for line in lines if line.startswith(f"{who} ")]
    print(f"thread {who} in order:", own == sorted(own))

with open("picture.raw", "wb") as picture:
    run(stamp, picture)
print("bytes:", os.path.getsize("picture.raw"))
with open("picture.raw", "rb") as picture:
    pixels = picture.read()
print("each colour:", [pixels.count(colour) for colour in range(4)])
