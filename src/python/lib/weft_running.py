"""Which thread of which process runs, and how it is parked."""

import _thread
import asyncio
import asyncio.events
import asyncio.tasks

import _weft
from pyodide.ffi import JsProxy, can_run_sync
from pyodide.ffi import run_sync as _run_sync

_thread_ident = _weft.thread_ident
_thread_count = _weft.thread_count
_pid = _weft.pid


class Running:
    """
    The thread that runs now. Kept in Python, because a lock must know its owner without asking JavaScript.

    `ident` is what `threading.get_ident()` says. It is the number of the thread's lane, but for the first thread of a forked
    child, which keeps the ident that it had in its parent, as after a real fork.
    """

    __slots__ = ('ident', 'main', 'pid')

    def __init__(self):
        # Until there is a process: imports go on under the ident that they began with.
        self.ident = self.main = _thread.get_ident()
        self.pid = 0


running = Running()

# Idents that are not the number of the lane: of the first thread of a forked child.
_lanes = {}


def lane_of(ident):
    """Number of a thread's lane: what the bridge knows it by."""
    return _lanes.get(ident, ident)


def begin_process():
    """The calling thread is the first one of this process."""
    running.pid = _pid()
    running.ident = running.main = _thread_ident()


def begin_child():
    """As `begin_process`, in a forked child: ident stays, lane does not."""
    running.pid = _pid()
    running.main = running.ident
    _lanes.clear()
    _lanes[running.ident] = _thread_ident()


def check_can_wait():
    """To be called before a call of the bridge that may answer with a promise: what it begins cannot be taken back."""
    if not can_run_sync() and _thread_count() > 1:
        raise RuntimeError(
            'This thread cannot wait here: it is inside a callback from JavaScript, and other threads of this process '
            'would have to run meanwhile. Start a thread that waits, or wait before or after the callback.'
        )


def park(promise):
    """What `promise` comes to. Other threads run meanwhile."""
    ident = running.ident
    # Both belong to the interpreter's one thread state, which all threads here share.
    loop = asyncio.events._get_running_loop()
    task = asyncio.tasks._swap_current_task(loop, None) if loop is not None else None
    if loop is not None:
        asyncio.events._set_running_loop(None)
    try:
        return _run_sync(promise)
    finally:
        running.ident = ident
        if asyncio.events._get_running_loop() is not loop:
            asyncio.events._set_running_loop(loop)
        if task is not None:
            asyncio.tasks._swap_current_task(loop, task)


def _ensure_future(coro_or_future, *, loop=None):
    """
    As asyncio.ensure_future, which run_sync calls for whatever it is to wait for: a promise of JavaScript stays what it is.
    Pyodide's event loop would have to complete a future, and it waits for turns of the browser's that do not come.
    """
    if isinstance(coro_or_future, JsProxy):
        return coro_or_future
    return _asyncio_ensure_future(coro_or_future, loop=loop)


_asyncio_ensure_future = asyncio.ensure_future
asyncio.ensure_future = _ensure_future
