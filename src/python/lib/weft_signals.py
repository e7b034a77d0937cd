"""Signals of this process: handlers in Python, told to the kernel, run in the main thread."""

import _signal
import _thread
import errno
import os
import signal
import sys

import _weft
from pyodide.ffi import can_run_sync
from weft_running import park, running

_next_signal = _weft.next_signal
_set_handled = _weft.set_handled
_process_signal = _weft.process_signal
_thread_switch = _weft.thread_switch

LAST_SIGNAL = 64
#: Where our own modules are.
HERE = os.path.dirname(__file__) + '/'

# Handlers of signals that do not have their default.
_handlers = {}

# Code that must not be cut in two: ours, and that which holds the import lock, which is the interpreter's and knows one thread.
_UNBROKEN = {'<frozen importlib._bootstrap>', '<frozen importlib._bootstrap_external>'}


def is_unbroken(code):
    """Whether no other thread may come in between two bytecodes of this code."""
    name = code.co_filename
    return name.startswith(HERE) or name in _UNBROKEN


def run_handlers():
    """Runs the handlers of the signals that have come. For the main thread alone, as in CPython."""
    # A spawned process is sent signals before it has begun to handle them: they wait.
    while _handlers and (number := _next_signal()):
        handler = _handlers.get(number, signal.SIG_DFL)
        if callable(handler):
            handler(number, _program_frame())


# The thread in which handlers of signals run within a call of C that looked for them itself, and may hold a lock of C; 0: none.
_in_c = 0


def on_tick(_number, frame):
    """
    What Pyodide calls between two bytecodes when the worker says that it is time: for another thread, or for handlers of
    signals that have come.
    """
    if frame is not None and is_unbroken(frame.f_code):
        return
    if _in_c != running.ident and can_run_sync() and (promise := _thread_switch()) is not None:
        park(promise)
    _run_handlers_at(frame)


def on_tick_in_c(_number, frame):
    """
    What C calls that looks for signals itself, and may hold a lock of C: another thread that came in would have that lock,
    too. So the handlers run, and no thread is switched until they have.
    """
    global _in_c
    if _in_c or frame is not None and is_unbroken(frame.f_code):
        return
    _in_c = running.ident
    try:
        _run_handlers_at(frame)
    finally:
        _in_c = 0


def _run_handlers_at(frame):
    if running.ident == running.main and _can_raise(frame):
        run_handlers()


def _can_raise(frame):
    """Whether what a handler raises would find somebody: not in what JavaScript calls by itself, before a process has begun."""
    while frame is not None and frame.f_back is not None:
        frame = frame.f_back
    return frame is not None and is_unbroken(frame.f_code)


def begin_signals():
    """The state of a new process."""
    _handlers.clear()
    _handlers[signal.SIGINT] = signal.default_int_handler
    _set_handled(signal.SIGINT, True)


def begin_child_signals():
    """In a forked child, which has its parent's handlers, and does not return to one that has forked it."""
    global _in_c
    _in_c = 0
    for number, handler in _handlers.items():
        _set_handled(number, handler is not signal.SIG_DFL)


def send_signal(pid, number):
    """As os.kill. A signal to the own process is handled at once when this is the main thread."""
    if not 0 <= number <= LAST_SIGNAL:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    pid = running.pid if pid == 0 else pid
    if not _process_signal(pid, number):
        raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))
    if pid == running.pid and running.ident == running.main:
        run_handlers()


def set_handler(number, handler):
    """As signal.signal."""
    if running.ident != running.main:
        raise ValueError('signal only works in main thread of the main interpreter')
    if not (callable(handler) or handler in (signal.SIG_IGN, signal.SIG_DFL)):
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
    number = _check_number(number)
    if number in (signal.SIGKILL, signal.SIGSTOP):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    before = get_handler(number)
    _handlers[number] = handler if callable(handler) else signal.Handlers(handler)
    _set_handled(number, handler != signal.SIG_DFL)
    return before


def get_handler(number):
    """As signal.getsignal."""
    return _handlers.get(_check_number(number), signal.SIG_DFL)


def raise_signal(number):
    """As signal.raise_signal."""
    send_signal(running.pid, _check_number(number))


def interrupt_main(signum=signal.SIGINT, /):
    """As _thread.interrupt_main: has no effect on a signal without a handler in Python."""
    if callable(_handlers.get(_check_number(signum))):
        _process_signal(running.pid, signum)


def install():
    """Takes the place of what module signal has."""
    _signal.signal(signal.SIGALRM, on_tick)
    _signal.signal(signal.SIGVTALRM, on_tick_in_c)
    signal.signal = set_handler
    signal.getsignal = get_handler
    signal.raise_signal = raise_signal
    _thread.interrupt_main = interrupt_main
    os.kill = send_signal


def _check_number(number):
    number = int(number)
    if not 1 <= number <= LAST_SIGNAL:
        raise ValueError('signal number out of range')
    return number


def _program_frame():
    frame = sys._getframe(1)
    while frame is not None and is_unbroken(frame.f_code):
        frame = frame.f_back
    return frame
