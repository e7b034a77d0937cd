"""Connections, `connection.wait`, Listener's sockets: on pipes of the kernel. Listener, Client and their authkeys stay CPython's own."""

import errno
import io
import itertools
import os
import struct
import sys
from time import monotonic

import _weft
from multiprocessing import connection, reduction, resource_tracker, util
from pyodide.ffi import to_js
from weft_descriptors import PipeEnds, Sentinel, add, adopt_ends, dup_fd, find, new_pipe
from weft_memory import Map, shm_open, shm_unlink
from weft_names import site_of_frame
from weft_running import check_can_wait
from weft_signals import run_handlers
from weft_waits import settle

_wait_any = _weft.wait_any


class Connection(connection._ConnectionBase):
    """As `multiprocessing.connection.Connection`."""

    def _close(self, _close=None):
        os.close(self._handle)

    def _send_bytes(self, buf):
        find(self._handle).send(buf)

    def _recv_bytes(self, maxsize=None):
        message = find(self._handle).take()
        if maxsize is not None and len(message) > maxsize:
            return None
        buffer = io.BytesIO()
        buffer.write(message)
        return buffer

    def _poll(self, timeout):
        return find(self._handle).poll(-1 if timeout is None else max(0, timeout))


Connection.__module__ = 'multiprocessing.connection'


def make_pipe(duplex=True):
    """As `multiprocessing.Pipe`. What it is made for is what a reader of the trace sees: the queue, not its pipe."""
    reader, writer = new_pipe(_kind_of(sys._getframe(1)))
    if not duplex:
        return Connection(add(reader), writable=False), Connection(add(writer), readable=False)
    other_reader, other_writer = new_pipe('Connection')
    first = PipeEnds(reader.reader, other_writer.writer)
    second = PipeEnds(other_reader.reader, writer.writer)
    return Connection(add(first)), Connection(add(second))


make_pipe.__name__ = make_pipe.__qualname__ = 'Pipe'


def _kind_of(frame):
    if frame.f_globals.get('__name__') != 'multiprocessing.queues':
        return 'Connection'
    name = type(frame.f_locals.get('self')).__name__
    return name if name in ('Queue', 'JoinableQueue', 'SimpleQueue') else 'Queue'


def wait_for_any(object_list, timeout=None):
    """As `connection.wait`."""
    objects = list(object_list)
    if not objects:
        return objects
    descriptors = [find(each.fileno() if hasattr(each, 'fileno') else each) for each in objects]
    kinds = to_js([int(isinstance(each, Sentinel)) for each in descriptors])
    handles = to_js([each.pid if isinstance(each, Sentinel) else each.reader for each in descriptors])
    timeout = -1 if timeout is None else max(0, timeout)
    end = monotonic() + timeout
    site = site_of_frame(sys._getframe(1))
    check_can_wait()
    while True:
        ready = settle(_wait_any(kinds, handles, timeout, site)).to_py()
        if ready:
            return [objects[index] for index in sorted(ready)]
        run_handlers()
        if timeout >= 0:
            timeout = max(0, end - monotonic())
            if timeout == 0:
                return []


# A listener is found by shared memory with its address as name, in which the pipe's end stands that takes connections.
_NAME = '/weft-listener:{}'
_ENDS = struct.Struct('<QQ')
_ports = itertools.count(49_152)


class SocketListener:
    """As `connection.SocketListener`."""

    def __init__(self, address, family, backlog=1):
        self._family = family
        self._address = self._bind(address)
        self._last_accepted = None

    def _bind(self, address):
        choose = isinstance(address, tuple) and address[1] == 0
        while True:
            if choose:
                address = ('127.0.0.1', next(_ports))
            try:
                number = shm_open(_name(address), os.O_CREAT | os.O_EXCL | os.O_RDWR)
                os.ftruncate(number, _ENDS.size)
            except FileExistsError:
                if choose:
                    continue
                raise OSError(errno.EADDRINUSE, 'Address already in use') from None
            break
        self._reader, self._writer = new_pipe('Connection')
        with Map(number, _ENDS.size) as memory:
            # Held by the name as well: it outlives a process that does not close its listener, and must not come to mean another end.
            memory.write(_ENDS.pack(*self._writer.post()))
        self._number = number
        # At the end of the process that has made it, too, as of the file of a socket.
        self._unlink = util.Finalize(self, _unbind, (_name(address), self._writer.parts()), exitpriority=0)
        return address

    def accept(self):
        if self._reader is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        ends = adopt_ends(*_ENDS.unpack(self._reader.take()))
        self._last_accepted = self._address if self._family == 'AF_INET' else ''
        return Connection(add(ends))

    def close(self):
        if self._reader is None:
            return
        # Of a forked child, that has a copy of the listener, nothing.
        self._unlink()
        self._leave()

    def _leave(self):
        os.close(self._number)
        self._reader.close()
        self._writer.close()
        self._reader = None

    def __del__(self):
        if getattr(self, '_reader', None) is not None:
            self._leave()


def _unbind(name, ends):
    shm_unlink(name)
    adopt_ends(*ends).close()


def connect(address):
    """As `connection.SocketClient`."""
    try:
        number = shm_open(_name(address), os.O_RDWR)
    except FileNotFoundError:
        if isinstance(address, str):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from None
        raise _refused() from None
    try:
        with Map(number, _ENDS.size) as memory:
            _, writer = _ENDS.unpack(memory.read())
    finally:
        os.close(number)
    to_server, from_client = new_pipe('Connection')
    to_client, from_server = new_pipe('Connection')
    server = PipeEnds(to_server.reader, from_server.writer)
    client = PipeEnds(to_client.reader, from_client.writer)
    try:
        PipeEnds(0, writer).send(_ENDS.pack(*server.post()))
    except BrokenPipeError:
        adopt_ends(*server.parts()).close()
        client.close()
        raise _refused() from None
    finally:
        server.close()
    return Connection(add(client))


def _name(address):
    if isinstance(address, tuple):
        # One machine: all its names mean the same.
        address = address[1]
    return _NAME.format(os.fsdecode(address) if isinstance(address, bytes) else address)


def _refused():
    return ConnectionRefusedError(errno.ECONNREFUSED, 'Connection refused')


def install():
    """Puts all this in the place of what `multiprocessing.connection` has."""
    connection.Connection = Connection
    connection.Pipe = make_pipe
    connection.wait = wait_for_any
    connection.SocketListener = SocketListener
    connection.SocketClient = connect
    reduction.register(Connection, connection.reduce_connection)
    reduction.DupFd = reduction.AbstractReducer.DupFd = dup_fd
    # It is a process that outlives crashed ones to unlink what they left; here all that ends with the run.
    tracker = resource_tracker._resource_tracker
    for name in ('register', 'unregister'):
        setattr(tracker, name, _nothing)
        setattr(resource_tracker, name, _nothing)
    tracker.ensure_running = resource_tracker.ensure_running = lambda: None
    tracker.getfd = resource_tracker.getfd = lambda: None


def _nothing(_name, _rtype):
    pass
