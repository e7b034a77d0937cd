"""`_queue` for green threads: SimpleQueue, whose own code in C would block the worker."""

import _queue
import queue
import sys
from collections import deque
from importlib.machinery import ModuleSpec
from types import GenericAlias

import _weft
from weft_locks import forget_wait, remember_wait
from weft_names import object_type, reason
from weft_running import lane_of, running
from weft_waits import Named, park_until

_thread_wake = _weft.thread_wake

Empty = _queue.Empty


class _Getter:
    __slots__ = ('given', 'ident', 'item')

    def __init__(self):
        self.ident = running.ident
        self.given = False
        self.item = None

    def is_given(self):
        return self.given


class SimpleQueue:
    """As `_queue.SimpleQueue`: each item goes to whoever has waited longest."""

    __slots__ = ('__weakref__', '_items', '_named', '_waiters')

    def __init__(self):
        self._items = deque()
        self._waiters = deque()
        self._named = None

    def put(self, item, block=True, timeout=None):
        if not self._waiters:
            self._items.append(item)
            return
        getter = self._waiters.popleft()
        if not self._waiters:
            forget_wait(self)
        getter.item = item
        getter.given = True
        _thread_wake(lane_of(getter.ident))

    def put_nowait(self, item):
        self.put(item)

    def get(self, block=True, timeout=None):
        if block and timeout is not None:
            if not isinstance(timeout, (int, float)):
                raise TypeError(f"'{type(timeout).__name__}' object cannot be interpreted as an integer")
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
        if self._items:
            return self._items.popleft()
        if not block or timeout == 0:
            raise Empty
        return self._await_item(-1 if timeout is None else timeout)

    def get_nowait(self):
        return self.get(False)

    def empty(self):
        return not self._items

    def qsize(self):
        return len(self._items)

    __class_getitem__ = classmethod(GenericAlias)

    def _await_item(self, timeout):
        operation, site, _ = reason('Queue.get')
        if self._named is None:
            self._named = Named(object_type('SimpleQueue'))
        getter = _Getter()
        self._waiters.append(getter)
        remember_wait(self)
        try:
            park_until(getter.is_given, self._named.handle, timeout, operation, site)
        except BaseException:
            # It is the first of those that are there: who came later has not been given one yet.
            if getter.given:
                self._give_back(getter.item)
            raise
        finally:
            if not getter.given:
                self._waiters.remove(getter)
                if not self._waiters:
                    forget_wait(self)
        if not getter.given:
            raise Empty
        return getter.item

    def _give_back(self, item):
        if self._waiters:
            self.put(item)
        else:
            self._items.appendleft(item)


SimpleQueue.__module__ = '_queue'


class _Finder:
    """Finds `_queue` for whoever imports it afresh, too: it is built in, and would come as it was."""

    @staticmethod
    def find_spec(name, _path=None, _target=None):
        return ModuleSpec(name, _Finder, origin='built-in') if name == _queue.__name__ else None

    @staticmethod
    def create_module(_spec):
        return None

    @staticmethod
    def exec_module(module):
        module.SimpleQueue = SimpleQueue
        module.Empty = Empty


def install():
    """Takes its place."""
    _queue.SimpleQueue = queue.SimpleQueue = SimpleQueue
    sys.meta_path.insert(0, _Finder)
