"""Starting processes: what `Process.start()` does under each start method."""

import errno
import io
import multiprocessing
import os
import sys
import types
from multiprocessing import context, popen_fork, popen_spawn_posix, reduction, spawn, util

import _weft
import weft_fork
from pyodide.ffi import JsException, to_js
from weft_descriptors import Sentinel, add
from weft_locks import Lock
from weft_os import exit_code, wait_for_process
from weft_running import begin_child, check_can_wait, running
from weft_settings import settings
from weft_signals import begin_child_signals, run_handlers
from weft_waits import settle

_process_spawn = _weft.process_spawn
_process_fork = _weft.process_fork


class _Popen(popen_fork.Popen):
    """What `multiprocessing.popen_*` have in common here. Signals are sent by CPython's own code, with os.kill."""

    def __init__(self, process_obj):
        self.sentinel = None
        super().__init__(process_obj)

    def poll(self, flag=os.WNOHANG):
        if self.returncode is None:
            self.returncode = exit_code(self.pid)
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None:
            self.returncode = wait_for_process(self.pid, -1 if timeout is None else max(0, timeout))
        return self.returncode

    def _started(self, pid):
        self.pid = pid
        self.sentinel = add(Sentinel(pid))
        self.finalizer = util.Finalize(self, util.close_fds, (self.sentinel,))


class ForkPopen(_Popen):
    method = 'fork'

    def _launch(self, process_obj):
        self._started(_call(self._fork, process_obj))

    def _fork(self, process_obj):
        global _forking
        with _one_fork:
            weft_fork.run_before_fork()
            _forking = process_obj, running.ident
            try:
                return settle(_process_fork(process_obj.name, int(process_obj.daemon)))
            finally:
                _forking = None
                weft_fork.run_in_parent()


class SpawnPopen(_Popen):
    method = 'spawn'

    def __init__(self, process_obj):
        self._handles = []
        super().__init__(process_obj)

    def keep(self, handles):
        """Handles that the child holds from its start, once for each object that it unpickles."""
        self._handles.extend(handles)

    def duplicate_for_child(self, fd):
        return fd

    def _launch(self, process_obj):
        prepared = spawn.get_preparation_data(process_obj._name)
        buffer = io.BytesIO()
        context.set_spawning_popen(self)
        try:
            reduction.dump(prepared, buffer)
            reduction.dump(process_obj, buffer)
        finally:
            context.set_spawning_popen(None)
        self._started(
            _call(
                _process_spawn,
                process_obj.name,
                self.method,
                int(process_obj.daemon),
                buffer.getbuffer(),
                to_js(self._handles),
            )
        )


class ForkServerPopen(SpawnPopen):
    method = 'forkserver'


def _call(start, *args):
    check_can_wait()
    try:
        # As fork(2): a signal that has come is handled first. What its handler raises finds nothing started.
        while not (pid := settle(start(*args))):
            run_handlers()
        return pid
    except JsException as error:
        # As fork(2) says when there may be no more of them.
        raise BlockingIOError(errno.EAGAIN, _why(error)) from None


def _why(error):
    if getattr(error, 'code', None) != 'process.limit':
        return str(error)
    # The kernel's own words advise a Pool, which may be what has started too many.
    return (
        f'{settings.max_processes} processes are alive, which is the limit: join() some before you start more, '
        'or let a Pool have fewer workers'
    )


def install():
    """Puts all this in the place of what multiprocessing has."""
    popen_fork.Popen = ForkPopen
    popen_spawn_posix.Popen = SpawnPopen
    forkserver = types.ModuleType('multiprocessing.popen_forkserver')
    forkserver.Popen = ForkServerPopen
    sys.modules[forkserver.__name__] = multiprocessing.popen_forkserver = forkserver
    reduction.HAVE_SEND_HANDLE = True
    weft_fork.install(_before_fork, _after_fork)


def begin_start_method():
    """The plan's is the default: a program may still choose another, once."""
    default = context._default_context
    default._default_context = context._concrete_contexts[settings.start_method]
    default._actual_context = None


# The process object that is about to be forked for, and the ident of the thread that does it.
_forking = None
_one_fork = Lock()


def forked_process():
    """In a forked child: what it is to run. The memory that it was copied with has it."""
    return _forking[0]


def _before_fork():
    # The memory is copied when all threads are suspended, and another one may have run last.
    if _forking is not None:
        running.ident = _forking[1]


def _after_fork():
    begin_child()
    begin_child_signals()
    _one_fork._at_fork_reinit()
