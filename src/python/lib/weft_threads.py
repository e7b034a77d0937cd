"""
Takes the place of `_thread`: threads are lanes of the kernel, each with a stack of its own that JavaScript suspends (JSPI).
threading, queue, logging, concurrent.futures and asyncio stay CPython's own.
"""

import _thread
import _threading_local
import functools
import importlib
import os
import sys
import threading
import traceback
import types
from asyncio.events import _set_running_loop

import _weft
import pyodide.ffi
from pyodide.ffi import JsException, create_proxy
from weft_local import Local, forget_thread
from weft_locks import TIMEOUT_MAX, Lock, RLock, forget_waiters
from weft_names import is_of_library, is_program, reason
from weft_running import check_can_wait, lane_of, park, running
from weft_waits import park_until

_thread_start = _weft.thread_start
_thread_ident = _weft.thread_ident
_thread_wake = _weft.thread_wake
_thread_object = _weft.thread_object
_switch_interval = _weft.switch_interval
_set_switch_interval = _weft.set_switch_interval

# Handles of the threads that run, without the first one. Those that are no daemons are waited for at the end.
_alive = {}


class ThreadHandle:
    """As `_thread._ThreadHandle`: what can be joined."""

    __slots__ = ('__weakref__', '_daemon', '_done', '_joiners', 'ident')

    def __init__(self):
        self.ident = None
        self._done = False
        self._daemon = True
        self._joiners = []

    def is_done(self):
        return self._done

    def _set_done(self):
        self._done = True
        joiners, self._joiners = self._joiners, []
        for ident in joiners:
            _thread_wake(lane_of(ident))

    def join(self, timeout=None, /):
        if self.ident is None:
            raise RuntimeError('thread not started')
        if self._done:
            return
        if self.ident == running.ident:
            raise RuntimeError('Cannot join current thread')
        timeout = -1 if timeout is None or timeout < 0 else timeout
        if timeout > TIMEOUT_MAX:
            raise OverflowError('timestamp too large to convert to C PyTime_t')
        operation, site, _ = reason('Thread.join')
        self._joiners.append(running.ident)
        try:
            park_until(self.is_done, _thread_object(lane_of(self.ident)), timeout, operation, site)
        finally:
            if running.ident in self._joiners:
                self._joiners.remove(running.ident)

    def __repr__(self):
        state = 'done' if self._done else 'running' if self.ident is not None else 'not started'
        return f'<_ThreadHandle object: ident={self.ident or 0} state={state}>'


def start_joinable_thread(function, handle=None, daemon=True):
    """As `_thread.start_joinable_thread`."""
    if not callable(function):
        raise TypeError('thread function must be callable')
    if handle is None:
        handle = ThreadHandle()
    elif handle.ident is not None:
        raise RuntimeError('thread already started')
    owner = getattr(function, '__self__', None)
    name = getattr(owner, '_name', None) or getattr(function, '__name__', 'Thread')
    check_can_wait()
    handle._daemon = daemon

    def thread():
        nonlocal function
        running.ident = _thread_ident()
        # Pyodide's own loop is the running one of each new thread state.
        _set_running_loop(None)
        try:
            function()
        except SystemExit:
            pass
        except BaseException:
            _print_unraisable(function)
        finally:
            # What nobody else has ends here, where it may wait, and not with what JavaScript holds of this thread.
            function = None
            forget_thread(running.ident)
            _alive.pop(handle.ident, None)
            handle._set_done()
            proxy.destroy()

    proxy = create_proxy(thread)
    try:
        handle.ident = _thread_start(proxy, str(name), int(daemon), 0, int(_is_library(function, sys._getframe(1))))
    except JsException as error:
        proxy.destroy()
        raise RuntimeError(f"can't start new thread: {error}") from None
    _alive[handle.ident] = handle
    return handle


def start_new_thread(function, args, kwargs=None, /):
    """As `_thread.start_new_thread`."""
    if not callable(function):
        raise TypeError('first arg must be callable')
    if not isinstance(args, tuple):
        raise TypeError('2nd arg must be a tuple')
    if kwargs is not None and not isinstance(kwargs, dict):
        raise TypeError('optional 3rd arg must be a dictionary')

    def thread():
        function(*args, **(kwargs or {}))

    thread.__name__ = getattr(function, '__name__', 'Thread')
    return start_joinable_thread(thread).ident


def get_ident():
    """As `_thread.get_ident`."""
    return running.ident


def get_native_id():
    """As `_thread.get_native_id`: of the first thread the pid, as on Linux."""
    return running.pid if running.ident == running.main else 100_000 + lane_of(running.ident)


def count():
    """As `_thread._count`: how many threads were started and have not ended."""
    return len(_alive)


def shutdown():
    """As `_thread._shutdown`: waits for the threads that are no daemons; an interruption is told, and ends it."""
    while handle := next((handle for handle in list(_alive.values()) if not handle._daemon), None):
        try:
            handle.join()
        except BaseException:
            _print_unraisable(None, 'Exception ignored while joining a thread in _thread._shutdown()')
            return


def make_thread_handle(ident, /):
    """As `_thread._make_thread_handle`: of a thread that was not started here."""
    handle = ThreadHandle()
    handle.ident = ident
    return handle


def begin_threads():
    """The first thread of a process that was not forked: threading made its object before there was a process."""
    main = threading._main_thread
    main._ident = running.main
    main._os_thread_handle = make_thread_handle(running.main)
    main._set_native_id()
    threading._active.clear()
    threading._active[running.main] = main


def begin_child_threads():
    """In a forked child: the other threads of its parent are not there."""
    for handle in _alive.values():
        if handle.ident != running.ident:
            handle._done = True
        handle._joiners.clear()
    _alive.clear()
    forget_waiters()


def install():
    """Puts all this in the place of what `_thread` has, also where others have it from already."""
    own = {
        'LockType': Lock,
        'RLock': RLock,
        'TIMEOUT_MAX': TIMEOUT_MAX,
        '_ThreadHandle': ThreadHandle,
        '_count': count,
        '_get_main_thread_ident': lambda: running.main,
        '_local': Local,
        '_make_thread_handle': make_thread_handle,
        '_shutdown': shutdown,
        'allocate': Lock,
        'allocate_lock': Lock,
        'get_ident': get_ident,
        'get_native_id': get_native_id,
        'lock': Lock,
        'start_joinable_thread': start_joinable_thread,
        'start_new': start_new_thread,
        'start_new_thread': start_new_thread,
    }
    replaced = {
        id(getattr(_thread, name)): value
        for name, value in own.items()
        if name not in _VALUES and hasattr(_thread, name)
    }
    for name, value in own.items():
        setattr(_thread, name, value)
    for name, module in list(sys.modules.items()):
        if not name.startswith('weft_'):
            _replace(module, replaced)
    # It tells a thread without a name by the system's ident; threading has one in Python, which asks here.
    del _thread._excepthook
    # Pyodide had it imported before, when threads had no native ids: its classes lack them.
    importlib.reload(threading)
    _threading_local.local = Local
    sys.getswitchinterval = _switch_interval
    sys.setswitchinterval = set_switch_interval
    # Whoever waits for JavaScript by himself must be known as the thread that runs when he goes on.
    pyodide.ffi.run_sync = park
    os.register_at_fork(after_in_child=begin_child_threads)


def set_switch_interval(interval, /):
    """As sys.setswitchinterval."""
    if interval <= 0:
        raise ValueError('switch interval must be strictly positive')
    _set_switch_interval(interval)


# What only carries out how a thread is started, for whoever asked for it.
_STARTING = ('threading', 'multiprocessing.dummy', __name__)

# What can be asked for its name and module: anything else may be the program's own, which would be called for it.
_PLAIN = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, type)

# Functions of the library that do the program's work.
_WORKERS = {('concurrent.futures.thread', '_worker'), ('multiprocessing.pool', 'worker')}


def _is_library(function, frame):
    """Whether the library starts a thread for work of its own: a function of its own, and no call of the program's."""
    while frame is not None and frame.f_globals.get('__name__') in _STARTING:
        frame = frame.f_back
    if frame is None or is_program(frame.f_code.co_filename) or not is_of_library(frame.f_globals.get('__name__')):
        return False
    owner = getattr(function, '__self__', None)
    if isinstance(owner, threading.Thread):
        run = type(owner).run
        function = owner._target if run is threading.Thread.run else run
    while isinstance(function, functools.partial):
        function = function.func
    if not isinstance(function, _PLAIN):
        return False
    module = getattr(function, '__module__', None)
    if (module, getattr(function, '__name__', None)) in _WORKERS or not is_of_library(module):
        return False
    code = getattr(function, '__code__', None)
    return code is None or not is_program(code.co_filename)


# Equal values of these may have other meanings elsewhere.
_VALUES = ('TIMEOUT_MAX',)


def _replace(module, replaced):
    for name, value in list(getattr(module, '__dict__', {}).items()):
        if id(value) in replaced:
            setattr(module, name, replaced[id(value)])


def _print_unraisable(function, message=None):
    """As PyErr_FormatUnraisable, whose hook takes nothing that Python can make."""
    message = message or f'Exception ignored in thread started by {function!r}'
    print(f'{message}:', file=sys.stderr)
    traceback.print_exc()
