"""Supplies `_multiprocessing`: SemLock, on semaphores of the kernel."""

import errno
import os
import sys
import types

import _weft
from _weft_quick import sem_release as _sem_release
from _weft_quick import sem_try as _sem_try
from weft_names import object_type, reason
from weft_running import running
from weft_waits import DONE, wait

_sem_new = _weft.sem_new
_sem_acquire = _weft.sem_acquire
_sem_value = _weft.sem_value
_let_go = _weft.let_go

RECURSIVE_MUTEX, SEMAPHORE = range(2)
# What the kernel's semaphores count to; qsize() of a queue without a limit is told from it.
SEM_VALUE_MAX = 2**30 - 1


class SemLock:
    """As `_multiprocessing.SemLock`, whose C code says what happens when."""

    SEM_VALUE_MAX = SEM_VALUE_MAX

    def __init__(self, kind, value, maxvalue, name, unlink):
        if kind not in (RECURSIVE_MUTEX, SEMAPHORE):
            raise ValueError('unrecognized kind')
        if not 0 <= value <= SEM_VALUE_MAX:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._set(kind, maxvalue, None if unlink else name, _type_of(sys._getframe(1), kind, maxvalue))
        self.handle = _sem_new(object_type(self._type), value, maxvalue)

    def _set(self, kind, maxvalue, name, known_as):
        self.kind = kind
        self.maxvalue = maxvalue
        self.name = name
        self._type = known_as
        self._held = 0
        self._owner = 0

    @classmethod
    def _rebuild(cls, handle, kind, maxvalue, name, /):
        """In a spawned child, which holds the handle from its start."""
        self = object.__new__(cls)
        self._set(kind, maxvalue, name, 'RLock' if kind == RECURSIVE_MUTEX else 'Lock' if maxvalue == 1 else 'Semaphore')
        self.handle = handle
        return self

    def acquire(self, block=True, timeout=None):
        if self._held and self.kind == RECURSIVE_MUTEX and self._owner == running.ident:
            self._held += 1
            return True
        if not _sem_try(self.handle):
            if not block:
                return False
            timeout = -1 if timeout is None else max(0.0, float(timeout))
            operation, site, _ = reason(_OPERATIONS[self._type])
            handle = self.handle
            if wait(lambda left: _sem_acquire(handle, left, operation, site), timeout) != DONE:
                return False
        self._held += 1
        self._owner = running.ident
        return True

    def release(self):
        if self.kind == RECURSIVE_MUTEX:
            if not self._held or self._owner != running.ident:
                raise AssertionError('attempt to release recursive lock not owned by thread')
            if self._held > 1:
                self._held -= 1
                return
        # Before the release: right after it, another thread of this process may have it.
        self._held -= 1
        if not _sem_release(self.handle):
            self._held += 1
            raise ValueError('semaphore or lock released too many times')

    __enter__ = acquire

    def __exit__(self, *_error):
        self.release()

    def _count(self):
        return self._held

    def _is_mine(self):
        return self._held > 0 and self._owner == running.ident

    def _get_value(self):
        return _sem_value(self.handle)

    def _is_zero(self):
        return _sem_value(self.handle) == 0

    def _after_fork(self):
        self._held = 0

    def __del__(self, let_go=_let_go):
        if hasattr(self, 'handle'):
            let_go(self.handle)


SemLock.__module__ = '_multiprocessing'

_OPERATIONS = {
    'BoundedSemaphore': 'Semaphore.acquire',
    'Lock': 'Lock.acquire',
    'RLock': 'RLock.acquire',
    'Semaphore': 'Semaphore.acquire',
}


def _type_of(frame, kind, maxvalue):
    """What the object that this is made for is called: the `self` of `multiprocessing.synchronize`."""
    name = type(frame.f_locals.get('self')).__name__
    if name in _OPERATIONS:
        return name
    return 'RLock' if kind == RECURSIVE_MUTEX else 'Lock' if maxvalue == 1 else 'Semaphore'


def install():
    """Before multiprocessing is imported."""
    module = types.ModuleType('_multiprocessing', 'Multiprocessing module.')
    module.SemLock = SemLock
    # A name is only there to be told apart: children are given the semaphore itself.
    module.sem_unlink = lambda _name, /: None
    module.flags = {'HAVE_SEM_OPEN': 1, 'HAVE_SEM_TIMEDWAIT': 1}
    sys.modules['_multiprocessing'] = module


def install_synchronize():
    """Has a spawned child hold the semaphores that it is sent."""
    from multiprocessing import context, synchronize

    get_state = synchronize.SemLock.__getstate__

    def get_state_and_keep(self):
        state = get_state(self)
        context.get_spawning_popen().keep(state[:1])
        return state

    synchronize.SemLock.__getstate__ = get_state_and_keep
