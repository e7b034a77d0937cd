"""Time that passes: sleep, and alarms. What the time is, Python asks the worker, whose clock is the kernel's."""

import math
import signal
import sys
import time
from time import monotonic

import _weft
from weft_names import site_of_frame
from weft_running import running
from weft_signals import HERE, send_signal
from weft_threads import start_joinable_thread
from weft_waits import park_until, wait

_sleep = _weft.sleep
_process_signal = _weft.process_signal

# The alarm that is set: (when, interval), and a number that a later one does not have.
_alarm = None


def sleep(seconds, /):
    """As time.sleep."""
    if not hasattr(seconds, '__float__') and not hasattr(seconds, '__index__') or isinstance(seconds, str):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    seconds = float(seconds)
    if math.isnan(seconds):
        raise ValueError('Invalid value NaN (not a number)')
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    site = site_of_frame(sys._getframe(1))
    wait(lambda left: _sleep(left, site), seconds)


def setitimer(which, seconds, interval=0.0, /):
    """As signal.setitimer, for the clock on the wall. What was left of the one before."""
    global _alarm
    if which != signal.ITIMER_REAL:
        raise signal.ItimerError(22, 'Only ITIMER_REAL is supported here: a worker cannot tell how much processor time it used')
    before = getitimer(which)
    _alarm = (monotonic() + seconds, interval) if seconds > 0 else None
    if _alarm is not None:
        mine = _alarm
        start_joinable_thread(lambda: _ring(mine))
    return before


def getitimer(_which, /):
    """As signal.getitimer."""
    return (0.0, 0.0) if _alarm is None else (max(0.0, _alarm[0] - monotonic()), _alarm[1])


def alarm(seconds, /):
    """As signal.alarm."""
    left, _ = setitimer(signal.ITIMER_REAL, seconds)
    return math.ceil(left)


def pause():
    """As signal.pause."""
    handled = False

    def ready():
        nonlocal handled
        was, handled = handled, True
        return was

    park_until(ready, 0, -1, 0, site_of_frame(sys._getframe(1)))


def install():
    """Takes the place of what time and signal have."""
    time.sleep = sleep
    signal.alarm = alarm
    signal.pause = pause
    signal.setitimer = setitimer
    signal.getitimer = getitimer


def _ring(mine):
    global _alarm
    while mine is not None:
        wait(lambda left: _sleep(left, 0), max(0, mine[0] - monotonic()))
        if _alarm is not mine:
            return
        _alarm = mine = (monotonic() + mine[1], mine[1]) if mine[1] else None
        _process_signal(running.pid, signal.SIGALRM)
