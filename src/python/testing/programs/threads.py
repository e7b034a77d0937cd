"""Threads: locals, forced switches, sleepers beside spinners, errors, daemons, asyncio in any of them."""

import asyncio
import contextvars
import gc
import queue
import sys
import threading
import time
import weakref

local = threading.local()
local.value = 'main'
variable = contextvars.ContextVar('variable', default='unset')
variable.set('main')


def look():
    variable.set('thread')
    time.sleep(0.01)
    print(hasattr(local, 'value'), variable.get())


thread = threading.Thread(target=look)
thread.start()
thread.join()
print(local.value, variable.get())

spinning = True


def spin():
    while spinning:
        pass
    print('spun')


thread = threading.Thread(target=spin)
thread.start()
time.sleep(0.05)
spinning = False
thread.join()


def fail():
    raise ValueError('of a thread')


threading.excepthook = lambda args: print('hook', args.exc_type.__name__, args.exc_value, args.thread.name)
thread = threading.Thread(target=fail, name='failing')
thread.start()
thread.join()


async def double(x):
    await asyncio.sleep(0.01)
    return await asyncio.to_thread(lambda: x * 2)


results = queue.Queue()
threads = [threading.Thread(target=lambda x=x: results.put(asyncio.run(double(x)))) for x in (1, 2, 3)]
for thread in threads:
    thread.start()
print(sorted(results.get() for _ in threads))
for thread in threads:
    thread.join()

class Cyclic:
    """Garbage whose collection is suspended: others change its lists, which begin on this thread's stack."""

    def __init__(self, n):
        self.me = self
        if n % 16 == 0:
            weakref.finalize(self, time.sleep, 0)


def litter():
    while littering:
        kept.append([Cyclic(n) for n in range(64)])
        del kept[:-8]


kept = []
littering = True
gc.set_threshold(50, 5, 5)
threads = [threading.Thread(target=litter) for _ in range(2)]
for thread in threads:
    thread.start()
time.sleep(0.5)
littering = False
for thread in threads:
    thread.join()
gc.set_threshold(2000, 10, 0)
print('collected')

threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
threading.Thread(target=lambda: (time.sleep(0.05), print('waited for'))).start()
print(sys.getswitchinterval(), threading.active_count())
