"""
Shared memory: `_posixshmem`, and `mmap` for its descriptors and for anonymous maps. A map is a bytearray of this process that the
bridge keeps in step with the shared memory at each operation of the kernel, so ctypes, struct and memoryview work on it.
"""

import ctypes
import errno
import mmap
import os
import stat
import sys
import types

import _weft
from weft_descriptors import Descriptor, add, find, is_ours

_memory_new = _weft.memory_new
_memory_open = _weft.memory_open
_memory_unlink = _weft.memory_unlink
_memory_size = _weft.memory_size
_memory_map = _weft.memory_map
_memory_unmap = _weft.memory_unmap
_hold = _weft.hold
_let_go = _weft.let_go

_native_mmap = mmap.mmap

# Names that another process took between shm_open and ftruncate, where shared memory is made as that tells its size:
# SharedMemory unlinks the name then, which must not end the other's memory.
_lost = set()


class SharedMemory(Descriptor):
    """Shared memory; `handle` 0: it has a name, and no size yet."""

    def __init__(self, handle, name=''):
        self.handle = handle
        self.name = name

    @property
    def handles(self):
        return [self.handle] if self.handle else []

    def parts(self):
        return self.handle, self.name

    def close(self):
        if self.handle:
            _let_go(self.handle)

    def size(self):
        return _memory_size(self.handle) if self.handle else 0

    def stat(self):
        return os.stat_result((stat.S_IFREG | 0o600, 0, 0, 1, 0, 0, self.size(), 0, 0, 0))

    def truncate(self, size):
        if self.handle:
            if size != self.size():
                raise OSError(errno.EINVAL, 'The size of shared memory cannot be changed here')
            return
        self.handle = _memory_new(self.name, size)
        if not self.handle:
            _lost.add(self.name)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), self.name)


def shm_open(path, flags, mode=0o777):
    """As `_posixshmem.shm_open`."""
    handle = _memory_open(path)
    if handle and flags & os.O_CREAT and flags & os.O_EXCL:
        _let_go(handle)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    if not handle and not flags & os.O_CREAT:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return add(SharedMemory(handle, path))


def shm_unlink(path):
    """As `_posixshmem.shm_unlink`."""
    if path in _lost:
        _lost.discard(path)
    elif not _memory_unlink(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)


def new_memory(size):
    """A descriptor of shared memory that has no name."""
    return add(SharedMemory(_memory_new('', size)))


def _address(data):
    return ctypes.addressof((ctypes.c_char * len(data)).from_buffer(data))


class _Copy:
    """This process's bytes of shared memory: one for all its maps, which so see each other's changes at once."""

    def __init__(self, handle):
        self.handle = handle
        self.maps = 1
        self.data = bytearray(_memory_size(handle))
        self.address = _address(self.data)
        _memory_map(handle, self.address)

    def leave(self):
        """A map less."""
        self.maps -= 1
        if not self.maps:
            # Its own changes go out.
            _memory_unmap(self.handle, self.address)
            del _copies[self.handle]


_copies = {}


def _copy_of(handle):
    copy = _copies.get(handle)
    if copy is None:
        copy = _copies[handle] = _Copy(handle)
    else:
        copy.maps += 1
    return copy


class Map:
    """As `mmap.mmap`, of shared memory."""

    def __new__(cls, fileno, length, *args, **kwargs):
        if is_ours(fileno) or fileno == -1:
            return object.__new__(cls)
        return _native_mmap(fileno, length, *args, **kwargs)

    def __init__(self, fileno, length, *args, offset=0, **kwargs):
        if offset:
            raise ValueError('mmap offset of shared memory must be 0 here')
        if fileno == -1:
            self._handle = _memory_new('', length)
        else:
            self._handle = find(fileno).handle
            size = _memory_size(self._handle)
            length = length or size
            if length > size:
                raise ValueError('mmap length is greater than file size')
            _hold(self._handle)
        self._length = length
        self._copy = _copy_of(self._handle)
        self._data = self._copy.data
        self._views = 0
        self._position = 0

    @property
    def closed(self):
        return self._data is None

    def _bytes(self):
        if self._data is None:
            raise ValueError('mmap closed or invalid')
        return self._data

    def __buffer__(self, flags):
        view = memoryview(self._bytes())[: self._length]
        self._views += 1
        return view

    def __release_buffer__(self, view):
        self._views -= 1
        view.release()

    def close(self):
        if self._data is None:
            return
        if self._views:
            raise BufferError('cannot close exported pointers exist')
        self._data = None
        self._copy.leave()
        _let_go(self._handle)

    def __del__(self):
        if getattr(self, '_data', None) is not None:
            self._data = None
            self._copy.leave()
            _let_go(self._handle)

    def __enter__(self):
        self._bytes()
        return self

    def __exit__(self, *_error):
        self.close()

    def __len__(self):
        self._bytes()
        return self._length

    def __getitem__(self, key):
        part = self._bytes()[: self._length][key]
        return part if isinstance(part, int) else bytes(part)

    def __setitem__(self, key, value):
        with memoryview(self._bytes())[: self._length] as view:
            view[key] = value

    def __contains__(self, item):
        return item in self._bytes()[: self._length]

    def find(self, sub, start=None, end=None):
        return self._bytes().find(sub, self._position if start is None else start, self._length if end is None else end)

    def rfind(self, sub, start=None, end=None):
        return self._bytes().rfind(sub, self._position if start is None else start, self._length if end is None else end)

    def tell(self):
        self._bytes()
        return self._position

    def seek(self, pos, whence=os.SEEK_SET):
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: len(self)}[whence]
        if not 0 <= start + pos <= self._length:
            raise ValueError('seek out of range')
        self._position = start + pos

    def read(self, n=None):
        end = self._length if n is None or n < 0 else min(self._position + n, self._length)
        part = bytes(self._bytes()[self._position : end])
        self._position += len(part)
        return part

    def readline(self):
        end = self._bytes().find(b'\n', self._position, self._length)
        return self.read(None if end < 0 else end + 1 - self._position)

    def read_byte(self):
        if self._position >= len(self):
            raise ValueError('read byte out of range')
        return self.read(1)[0]

    def write(self, data):
        if self._position + len(data) > len(self):
            raise ValueError('data out of range')
        self[self._position : self._position + len(data)] = data
        self._position += len(data)
        return len(data)

    def write_byte(self, byte):
        if self._position >= len(self):
            raise ValueError('write byte out of range')
        self.write(bytes((byte,)))

    def move(self, dest, src, count):
        if min(dest, src, count) < 0 or max(dest, src) + count > len(self):
            raise ValueError('source, destination, or count out of range')
        self[dest : dest + count] = self[src : src + count]

    def flush(self, *_range):
        self._bytes()

    def size(self):
        return len(self)

    def resize(self, _newsize):
        self._bytes()
        raise SystemError('mmap: resizing not available--no mremap()')


Map.__module__ = 'mmap'
Map.__name__ = Map.__qualname__ = 'mmap'


def install():
    """Before `multiprocessing.shared_memory` and `multiprocessing.heap` are imported."""
    module = types.ModuleType('_posixshmem', 'POSIX shared memory.')
    module.shm_open = shm_open
    module.shm_unlink = shm_unlink
    sys.modules['_posixshmem'] = module
    mmap.mmap = Map
    # As on Linux. What is mapped is compared at each operation of the kernel; a page of WebAssembly's has 64 KiB.
    mmap.PAGESIZE = mmap.ALLOCATIONGRANULARITY = 4096


def install_arena():
    """Lets the heap of Value and Array be shared memory, and no file."""
    from multiprocessing import heap, reduction

    class Arena(heap.Arena):
        def __init__(self, size, fd=-1):
            self.size = size
            self.fd = new_memory(size) if fd == -1 else fd
            self.buffer = Map(self.fd, size)

    Arena.__qualname__ = 'Arena'
    Arena.__module__ = 'multiprocessing.heap'
    heap.Arena = Arena
    reduction.register(Arena, heap.reduce_arena)
