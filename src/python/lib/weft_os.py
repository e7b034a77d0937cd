"""What `os` says of processes and processors. Its functions have names of this module, so that they can be pickled."""

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


def getpid():
    """As os.getpid."""
    return running.pid


def getppid():
    """As os.getppid."""
    return _parent_pid()


def cpu_count():
    """As os.cpu_count."""
    return settings.cpu_count


def sched_getaffinity(_pid, /):
    """As os.sched_getaffinity."""
    return set(range(settings.cpu_count))


def fork():
    """As os.fork where the system has none."""
    raise OSError(
        errno.ENOSYS,
        'os.fork() cannot return twice here, as a web page cannot copy a stack that is in use. '
        "Use multiprocessing.Process, whose start method 'fork' copies all the memory",
    )


def waitpid(pid, options, /):
    """As os.waitpid, for a child that is named."""
    if pid <= 0:
        raise OSError(errno.ENOSYS, 'os.waitpid() needs the pid of a child here')
    code = exit_code(pid) if options & os.WNOHANG else wait_for_process(pid)
    if code is None:
        return 0, 0
    return pid, code << 8 if code >= 0 else -code


def _exit(status):
    """As os._exit: nothing is flushed, no handler runs."""
    _process_exit(status & 0xFF)


def abort():
    """As os.abort."""
    _process_exit(-_SIGABRT)


def install():
    """Before multiprocessing is imported, which binds getpid."""
    os.getpid = getpid
    os.getppid = getppid
    os.cpu_count = os.process_cpu_count = cpu_count
    os.sched_getaffinity = sched_getaffinity
    os.fork = fork
    os.waitpid = waitpid
    os._exit = _exit
    os.abort = abort
