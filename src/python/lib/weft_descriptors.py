"""File descriptors of what the kernel has: ends of pipes, shared memory, processes. They are numbers that only Python knows."""

import errno
import itertools
import os
import stat
import sys

import _weft
from _weft_quick import pipe_put as _pipe_put
from _weft_quick import pipe_take as _pipe_take
from _weft_quick import pipe_wait as _pipe_wait
from weft_names import object_type, reason, site_of_frame
from weft_waits import BROKEN, wait

_pipe_new = _weft.pipe_new
_pipe_send = _weft.pipe_send
_pipe_poll = _weft.pipe_poll
_end_dup = _weft.end_dup
_end_adopt = _weft.end_adopt
_end_close = _weft.end_close
_hold = _weft.hold

#: Above all that Emscripten gives to files.
FIRST = 10_000

_numbers = itertools.count(FIRST)
_open = {}


class Descriptor:
    """What a descriptor stands for. Each number names one object of its own."""

    #: Handles of what a spawned child must hold before it unpickles a copy.
    handles = ()

    def close(self):
        """The number is given back."""

    def parts(self):
        """What its class makes an equal one of."""
        return ()

    def copy(self):
        """Another one, for a number of its own."""
        for handle in self.handles:
            _hold(handle)
        return type(self)(*self.parts())

    def stat(self):
        """As os.fstat."""
        return os.stat_result((stat.S_IFIFO | 0o600, 0, 0, 1, 0, 0, 0, 0, 0, 0))

    def truncate(self, _size):
        """As os.ftruncate."""
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))


class PipeEnds(Descriptor):
    """The end of a pipe that reads, the one that writes, or, of a connection in both directions, one of each; 0: none."""

    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer
        # Bytes of a message that os.read() has not taken yet.
        self.rest = b''

    @property
    def handles(self):
        return [end for end in (self.reader, self.writer) if end]

    def close(self):
        for end in self.handles:
            _end_close(end)

    def parts(self):
        return self.reader, self.writer

    def post(self):
        """The ends as a message that another process adopts."""
        for end in self.handles:
            _end_dup(end)
        return self.parts()

    def take(self):
        """One message. Raises EOFError when nobody can write any more."""
        while (message := _pipe_take(self.reader)) is None:
            self._wait(-1, 'Connection.recv')
        if message is False:
            raise EOFError
        return message

    def poll(self, timeout):
        """Whether there is a message, or the end."""
        if timeout == 0:
            return _pipe_wait(self.reader, 0, 0, 0) != 0
        return self._wait(timeout, 'Connection.poll') != 0

    def _wait(self, timeout, name):
        reader = self.reader
        operation, site, _ = reason(name)

        def call(left):
            how = _pipe_wait(reader, left, operation, site)
            return _pipe_poll(reader, left, operation, site) if how is None else how

        # What has a `__float__` of its own is asked here, not below a call of C.
        return wait(call, float(timeout))

    def send(self, data):
        """One message."""
        how = _pipe_put(self.writer, data, site_of_frame(sys._getframe(1)))
        if how is None:
            operation, site, _ = reason('Connection.send')
            how = wait(lambda _left: _pipe_send(self.writer, data, operation, site))
        if how == BROKEN:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


class Sentinel(Descriptor):
    """Ready when a process has ended."""

    def __init__(self, pid):
        self.pid = pid

    def parts(self):
        return (self.pid,)


def adopt_ends(reader, writer):
    """The ends that `PipeEnds.post` sent."""
    for end in (reader, writer):
        if end:
            _end_adopt(end)
    return PipeEnds(reader, writer)


def new_pipe(kind):
    """The end that reads and the end that writes. `kind`: name of the type that a reader of the trace knows it by."""
    reader, writer = _pipe_new(object_type(kind))
    return PipeEnds(reader, 0), PipeEnds(0, writer)


def add(descriptor):
    """A number for it."""
    number = next(_numbers)
    _open[number] = descriptor
    return number


def find(number):
    """What a number stands for. Raises OSError, as for any bad descriptor."""
    try:
        return _open[number]
    except KeyError:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF)) from None


def is_ours(number):
    """Whether a number may be one of these."""
    return isinstance(number, int) and number >= FIRST


def close(number):
    """As os.close."""
    descriptor = find(number)
    del _open[number]
    descriptor.close()


def dup_fd(number):
    """As `reduction.DupFd`: a descriptor that is about to be pickled."""
    return _Leaving(find(number))


class _Leaving:
    def __init__(self, descriptor):
        self._descriptor = descriptor

    def detach(self):
        return add(self._descriptor.copy())

    def __reduce__(self):
        from multiprocessing.context import get_spawning_popen

        descriptor, popen = self._descriptor, get_spawning_popen()
        if popen is not None:
            popen.keep(descriptor.handles)
        else:
            # Held by the message until whoever gets it adopts it: the sender may be gone by then.
            for handle in descriptor.handles:
                _end_dup(handle)
        return _arrive, (type(descriptor), descriptor.parts(), popen is None)


def _arrive(kind, parts, posted):
    descriptor = kind(*parts)
    if posted:
        for handle in descriptor.handles:
            _end_adopt(handle)
    return _Arrived(descriptor)


class _Arrived:
    def __init__(self, descriptor):
        self._descriptor = descriptor

    def detach(self):
        return add(self._descriptor)


def _os_read(number, length):
    if not is_ours(number):
        return _native['read'](number, length)
    ends = find(number)
    if not ends.rest:
        try:
            ends.rest = ends.take()
        except EOFError:
            return b''
    data, ends.rest = ends.rest[:length], ends.rest[length:]
    return data


def _os_write(number, data):
    if not is_ours(number):
        return _native['write'](number, data)
    data = bytes(data)
    if data:
        find(number).send(data)
    return len(data)


def _os_pipe():
    reader, writer = new_pipe('Connection')
    return add(reader), add(writer)


def _for_ours(name, own):
    native = _native[name]

    def either(number, *args, **kwargs):
        return own(number, *args) if is_ours(number) else native(number, *args, **kwargs)

    either.__name__ = either.__qualname__ = name
    return either


def install():
    """Lets the functions of os take these numbers as well."""
    for name in ('read', 'write', 'close', 'dup', 'fstat', 'ftruncate'):
        _native[name] = getattr(os, name)
    os.read = _os_read
    os.write = _os_write
    os.pipe = _os_pipe
    os.close = _for_ours('close', close)
    os.dup = _for_ours('dup', lambda number: add(find(number).copy()))
    os.fstat = _for_ours('fstat', lambda number: find(number).stat())
    os.ftruncate = _for_ours('ftruncate', lambda number, size: find(number).truncate(size))


_native = {}
