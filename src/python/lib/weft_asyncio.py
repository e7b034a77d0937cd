"""asyncio on CPython's own event loop, which blocks its thread, in place of Pyodide's, which needs the browser's."""

import asyncio
import asyncio.base_events
import asyncio.runners
import asyncio.selector_events
import asyncio.unix_events
import selectors
import signal

import _weft
from weft_names import reason
from weft_running import lane_of, running
from weft_waits import park_until

_thread_wake = _weft.thread_wake


class Selector(selectors._BaseSelectorImpl):
    """Waits for a call from another thread or for the time of the next one: there are no sockets here."""

    def __init__(self):
        super().__init__()
        self._waiting = 0
        self._called = False

    def select(self, timeout=None):
        timeout = -1 if timeout is None else max(0, timeout)
        if timeout != 0 and not self._called:
            operation, site, _ = reason('await')
            self._waiting = running.ident
            try:
                park_until(lambda: self._called, 0, timeout, operation, site)
            finally:
                self._waiting = 0
        self._called = False
        return []

    def wake(self):
        self._called = True
        if self._waiting:
            _thread_wake(lane_of(self._waiting))


class EventLoop(asyncio.unix_events._UnixSelectorEventLoop):
    """As `asyncio.SelectorEventLoop`."""

    def __init__(self, selector=None):
        super().__init__(selector or Selector())

    def _make_self_pipe(self):
        self._internal_fds += 1

    def _close_self_pipe(self):
        self._internal_fds -= 1

    def _write_to_self(self):
        self._selector.wake()

    def _add_reader(self, fd, callback, *args):
        raise NotImplementedError('An event loop cannot watch descriptors here: there are no sockets. Use a thread')

    _add_writer = _add_reader

    def add_signal_handler(self, sig, callback, *args):
        self._check_signal(sig)
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, None)
        self._signal_handlers[sig] = handle
        signal.signal(sig, lambda _number, _frame: self._add_callback_signalsafe(handle))

    def remove_signal_handler(self, sig):
        self._check_signal(sig)
        if self._signal_handlers.pop(sig, None) is None:
            return False
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        return True


EventLoop.__name__ = EventLoop.__qualname__ = '_UnixSelectorEventLoop'
EventLoop.__module__ = 'asyncio.unix_events'


def begin_asyncio():
    """No loop runs yet: Pyodide's own was the interpreter's running one from the start."""
    asyncio._set_running_loop(None)


def install():
    """Puts it in the place of the default loop, and undoes what Pyodide has replaced."""
    policy = asyncio.unix_events._UnixDefaultEventLoopPolicy
    policy._loop_factory = EventLoop
    for module in (asyncio, asyncio.unix_events):
        module.SelectorEventLoop = EventLoop
        module.EventLoop = EventLoop
    asyncio.run = asyncio.runners.run
    asyncio.events._event_loop_policy = policy()
