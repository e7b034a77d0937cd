from multiprocessing import BoundedSemaphore, Process, Value
from time import sleep

PLACES = 3
CARS = 6


def park(car, places, inside, most):
    # Waits while all places are taken.
    with places:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
            print(f"car {car} has parked, {inside.value} inside")
        sleep(1 + car % 3)
        with inside.get_lock():
            inside.value -= 1


if __name__ == "__main__":
    places = BoundedSemaphore(PLACES)
    inside = Value("i", 0)
    most = Value("i", 0)
    cars = [
        Process(target=park, args=(i, places, inside, most), name=f"Car {i}")
        for i in range(1, CARS + 1)
    ]
    for car in cars:
        car.start()
    for car in cars:
        car.join()
    print(f"never more than {most.value} cars at once")
