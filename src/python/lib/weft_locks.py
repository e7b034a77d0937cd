"""`_thread.lock` and `_thread.RLock` for green threads. Free locks are taken and released without a call of JavaScript."""

from collections import deque
from time import monotonic

import _weft
from weft_names import INNER, handle_of, object_type, reason
from weft_running import check_can_wait, lane_of, running
from weft_signals import run_handlers
from weft_waits import INTERRUPTED, LATE, Named, settle

_thread_park = _weft.thread_park
_thread_wake = _weft.thread_wake
_object_holder = _weft.object_holder

#: As _thread.TIMEOUT_MAX of CPython on Linux: seconds.
TIMEOUT_MAX = 9223372036.0

# Seconds after which a waiter is given the lock itself, and not just woken to try for it: as in CPython's PyMutex. So neither
# does a loop over a lock switch threads each time, nor can it keep the others out.
_FAIR = 0.001

# Locks and queues that somebody waits for. In a forked child nobody does.
_wanted = set()
remember_wait = _wanted.add
forget_wait = _wanted.discard


def forget_waiters():
    """In a forked child: its parent's other threads are not there. What they had locked stays locked, as in CPython."""
    for wanted in _wanted:
        # One that was made anew for the child has none already.
        wanted._waiters = None
    _wanted.clear()


class _Waiter:
    __slots__ = ('given', 'ident', 'since')

    def __init__(self):
        self.ident = running.ident
        self.since = monotonic()
        self.given = False


def _check_timeout(blocking, timeout):
    """Seconds to wait, -1 for no limit; with CPython's errors."""
    if not isinstance(timeout, (int, float)):
        raise TypeError(f"'{type(timeout).__name__}' object cannot be interpreted as an integer")
    if not blocking:
        if timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        return 0
    if timeout < 0 and timeout != -1:
        raise ValueError('timeout value must be a non-negative number')
    if timeout > TIMEOUT_MAX:
        raise OverflowError('timestamp out of range for platform time_t')
    return timeout


class _Owned:
    """What both kinds of lock have in common: an owner (an ident; 0: free) and who waits."""

    __slots__ = ('__weakref__', '_named', '_owner', '_waiters')
    _type = 'Lock'

    def __init__(self):
        self._owner = 0
        self._waiters = None
        self._named = None

    def _take(self, timeout):
        """Waits until it is the caller's. Whether it is."""
        if not self._owner:
            self._owner = running.ident
            return True
        if timeout == 0:
            return False
        check_can_wait()
        operation, site, subject = reason(f'{self._type}.acquire')
        waiter = _Waiter()
        end = None if timeout < 0 else waiter.since + timeout
        try:
            while self._owner:
                handle = self._tell(subject)
                self._stand(waiter)
                how = settle(_thread_park(handle, timeout, operation, site))
                if waiter.given:
                    return True
                if how == INTERRUPTED:
                    self._leave(waiter)
                    run_handlers()
                if end is not None:
                    timeout = max(0, end - monotonic())
                    if (how == LATE or timeout == 0) and self._owner:
                        self._leave(waiter)
                        return False
        except BaseException:
            if waiter.given:
                self._owner = 0
                self._wake()
            else:
                self._leave(waiter)
            raise
        # Taken before it leaves: it had been woken, and the next one is not to be woken for a lock that is taken.
        self._owner = running.ident
        self._leave(waiter)
        return True

    def _stand(self, waiter):
        if self._waiters is None:
            self._waiters = deque()
        if waiter not in self._waiters:
            self._waiters.append(waiter)
            remember_wait(self)

    def _leave(self, waiter):
        try:
            self._waiters.remove(waiter)
        except ValueError:
            # It had been woken, and has no use for that.
            if not self._owner:
                self._wake()
        if not self._waiters:
            forget_wait(self)

    def _wake(self):
        """After a release: the first of those who wait may try, or has it already if that is its due."""
        if not self._waiters:
            return
        waiter = self._waiters.popleft()
        if not self._waiters:
            forget_wait(self)
        if monotonic() - waiter.since > _FAIR:
            self._owner = waiter.ident
            waiter.given = True
            if self._waiters:
                self._tell(None)
        _thread_wake(lane_of(waiter.ident))

    def _tell(self, subject):
        """The kernel's object to wait at: the lock's own, with its holder, or that of the queue or event that it is part of; 0: it has no name."""
        if subject is INNER:
            return 0
        if subject is not None and (handle := handle_of(subject)):
            return handle
        if self._named is None:
            self._named = Named(object_type(self._type))
        _object_holder(self._named.handle, lane_of(self._owner) if self._owner else 0)
        return self._named.handle

    def locked(self):
        """Whether somebody has it."""
        return self._owner != 0

    locked_lock = locked


class Lock(_Owned):
    """As `_thread.lock`: whoever likes may release it."""

    __slots__ = ()

    def acquire(self, blocking=True, timeout=-1):
        # No bytecode between the test and the change lets another thread come in between.
        if not self._owner and timeout == -1:
            self._owner = running.ident
            return True
        return self._take(_check_timeout(blocking, timeout))

    def release(self):
        if not self._owner:
            raise RuntimeError('release unlocked lock')
        self._owner = 0
        if self._waiters:
            self._wake()

    def __enter__(self):
        if not self._owner:
            self._owner = running.ident
            return True
        return self._take(-1)

    def __exit__(self, _type, _value, _traceback):
        if not self._owner:
            raise RuntimeError('release unlocked lock')
        self._owner = 0
        if self._waiters:
            self._wake()

    acquire_lock = acquire
    release_lock = release

    def _at_fork_reinit(self):
        self._owner = 0
        self._waiters = None

    def __repr__(self):
        return f'<{"locked" if self._owner else "unlocked"} _thread.lock object at {id(self):#x}>'


class RLock(_Owned):
    """As `_thread.RLock`."""

    __slots__ = ('_count',)
    _type = 'RLock'

    def __init__(self):
        super().__init__()
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        if self._owner == running.ident and timeout == -1:
            self._count += 1
            return True
        if not self._owner and timeout == -1:
            self._owner = running.ident
            self._count = 1
            return True
        timeout = _check_timeout(blocking, timeout)
        if self._owner == running.ident:
            self._count += 1
            return True
        if self._take(timeout):
            self._count = 1
            return True
        return False

    __enter__ = acquire

    def release(self):
        if self._owner != running.ident:
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1
        if not self._count:
            self._owner = 0
            if self._waiters:
                self._wake()

    def __exit__(self, _type, _value, _traceback):
        self.release()

    def _is_owned(self):
        return self._owner == running.ident

    def _recursion_count(self):
        return self._count if self._owner == running.ident else 0

    def _release_save(self):
        if not self._owner:
            raise RuntimeError('cannot release un-acquired lock')
        state = (self._count, self._owner)
        self._count = 0
        self._owner = 0
        if self._waiters:
            self._wake()
        return state

    def _acquire_restore(self, state):
        self._take(-1)
        self._count, self._owner = state

    def _at_fork_reinit(self):
        self._owner = 0
        self._count = 0
        self._waiters = None

    def __repr__(self):
        return (
            f'<{"locked" if self._owner else "unlocked"} _thread.RLock object owner={self._owner} '
            f'count={self._count} at {id(self):#x}>'
        )


# What programs see of them, in messages and where they ask.
for _kind, _name in ((Lock, 'lock'), (RLock, 'RLock')):
    _kind.__module__ = '_thread'
    _kind.__name__ = _kind.__qualname__ = _name
