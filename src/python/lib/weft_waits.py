"""Waiting, as each module here does it: again when a signal came in between, and under a name that a reader knows."""

from time import monotonic

import _weft
from pyodide.ffi import JsException
from weft_running import check_can_wait, park
from weft_signals import run_handlers

#: How a wait ended: `Waited` of bridge.ts.
LATE, DONE, INTERRUPTED, BROKEN = range(4)

_thread_park = _weft.thread_park
_object_new = _weft.object_new
_let_go = _weft.let_go


def settle(result):
    """What a call of the bridge comes to that may have answered with a promise."""
    return park(result) if hasattr(result, 'then') else result


def wait(call, timeout=-1):
    """
    How the wait ended that `call(timeout)` begins. It is called again, with what is left of the time, when handlers of
    signals had to run; what they raise ends the wait. `timeout`: seconds, -1 for none.
    """
    check_can_wait()
    end = None if timeout < 0 else monotonic() + timeout
    while True:
        how = call(timeout)
        if type(how) is not int:
            how = park(how)
        if how != INTERRUPTED:
            return how
        run_handlers()
        if end is not None:
            timeout = max(0, end - monotonic())


def park_until(ready, handle, timeout, operation, site):
    """
    Waits until `ready()`; whoever makes that true wakes this thread. False when the time was up before. Wake-ups that were
    meant for something else do no harm.
    """
    check_can_wait()
    end = None if timeout < 0 else monotonic() + timeout
    while not ready():
        how = settle(_thread_park(handle, timeout, operation, site))
        if how == INTERRUPTED:
            run_handlers()
        if end is not None:
            timeout = max(0, end - monotonic())
            if timeout == 0:
                return ready()
    return True


class Named:
    """An object without a state that the kernel knows by name, for trace and deadlock report; let go of with its owner."""

    __slots__ = ('handle',)

    def __init__(self, kind):
        self.handle = _object_new(kind)

    def __del__(self, let_go=_let_go):
        try:
            let_go(self.handle)
        except (AttributeError, JsException):
            # The arena had no room for it, or the process is at its end.
            pass
