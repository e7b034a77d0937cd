"""What `os` says of processes and processors."""

import errno
import os

import _weft
from pyodide.ffi import jsnull
from weft_names import reason
from weft_running import running
from weft_settings import settings
from weft_waits import BROKEN, LATE, wait

_parent_pid = _weft.parent_pid
_process_exit = _weft.process_exit
_process_wait = _weft.process_wait
_process_exit_code = _weft.process_exit_code

_SIGABRT = 6


def exit_code(pid):
    """None while it lives; a negative one is the signal that ended it."""
    code = _process_exit_code(pid)
    return None if code is jsnull else code


def wait_for_process(pid, timeout=-1):
    """Its exit code, None when the time was up before."""
    operation, site, _ = reason('Process.join')
    how = wait(lambda left: _process_wait(pid, left, operation, site), timeout)
    if how == BROKEN:
        raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))
    return None if how == LATE else exit_code(pid)


def _fork():
    raise OSError(
        errno.ENOSYS,
        'os.fork() cannot return twice here, as a web page cannot copy a stack that is in use. '
        "Use multiprocessing.Process, whose start method 'fork' copies all the memory",
    )


def _waitpid(pid, options, /):
    if pid <= 0:
        raise OSError(errno.ENOSYS, 'os.waitpid() needs the pid of a child here')
    code = exit_code(pid) if options & os.WNOHANG else wait_for_process(pid)
    if code is None:
        return 0, 0
    return pid, code << 8 if code >= 0 else -code


def _exit(status):
    """As os._exit: nothing is flushed, no handler runs."""
    _process_exit(status & 0xFF)


def _abort():
    _process_exit(-_SIGABRT)


def install():
    """Before multiprocessing is imported, which binds getpid."""
    os.getpid = lambda: running.pid
    os.getppid = lambda: _parent_pid()
    os.cpu_count = os.process_cpu_count = lambda: settings.cpu_count
    os.sched_getaffinity = lambda _pid, /: set(range(settings.cpu_count))
    os.fork = _fork
    os.waitpid = _waitpid
    os._exit = _exit
    os.abort = _abort
