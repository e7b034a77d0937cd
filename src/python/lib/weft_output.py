"""The console: sys.stdout, sys.stderr and sys.stdin as a program on a terminal has them."""

import io
import sys
from _codecs import utf_8_decode

import _weft
from pyodide.ffi import jsnull
from weft_names import site_of_frame
from weft_running import check_can_wait
from weft_signals import run_handlers
from weft_waits import settle

_write = _weft.write
_read_line = _weft.read_line

STDOUT, STDERR = 1, 2


class Console(io.RawIOBase):
    """What the bytes of stdout or stderr are written to."""

    mode = 'wb'

    def __init__(self, stream, name):
        self._stream = stream
        self.name = name
        # A buffer may be flushed between two bytes of a character.
        self._rest = b''

    def writable(self):
        return True

    def isatty(self):
        return True

    def fileno(self):
        return self._stream

    def write(self, data):
        # No other thread comes in between (see weft_signals): nothing here calls Python code of others, such as incremental decoders.
        pending = self._rest + data
        text, decoded = utf_8_decode(pending, 'backslashreplace', False)
        self._rest = pending[decoded:]
        if text:
            _write(self._stream, text, site_of_frame(sys._getframe(1)))
        return len(data)


class Buffer(io.BufferedIOBase):
    """
    Takes the place of io.BufferedWriter, whose lock takes all threads for one: it calls the raw stream, which is Python here, while
    it holds it, and another thread may come in between and write, too.
    """

    mode = 'wb'

    def __init__(self, raw):
        self.raw = raw
        self.name = raw.name
        self._pending = b''

    def __repr__(self):
        return f'<_io.BufferedWriter name={self.name!r}>'

    def writable(self):
        return True

    def isatty(self):
        return True

    def fileno(self):
        return self.raw.fileno()

    def write(self, data):
        if self.closed:
            raise ValueError('write to closed file')
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        more = bytes(memoryview(data))
        self._pending += more
        if len(self._pending) > io.DEFAULT_BUFFER_SIZE:
            self.flush()
        return len(more)

    def flush(self):
        if self.closed:
            raise ValueError('flush of closed file')
        pending, self._pending = self._pending, b''
        if pending:
            self.raw.write(pending)


class Keyboard(io.RawIOBase):
    """The bytes that are typed, line by line. Without a buffer of C above, whose lock would take all threads for one."""

    name = '<stdin>'
    mode = 'rb'

    def __init__(self):
        self._rest = b''

    def readable(self):
        return True

    def isatty(self):
        return True

    def readinto(self, buffer):
        if not self._rest:
            self._rest = _next_line().encode()
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def readline(self, size=-1):
        if not self._rest:
            self._rest = _next_line().encode()
        end = self._rest.find(b'\n') + 1 or len(self._rest)
        if size is not None and size >= 0:
            end = min(end, size)
        line, self._rest = self._rest[:end], self._rest[end:]
        return line


class Input(io.TextIOBase):
    """
    sys.stdin. It has no descriptor, so that input() writes its prompt to sys.stdout and reads here, and does not turn to the
    terminal that Emscripten has.
    """

    name = '<stdin>'
    mode = 'r'
    encoding = 'utf-8'
    errors = 'strict'
    newlines = None

    def __init__(self):
        self.buffer = Keyboard()

    def readable(self):
        return True

    def isatty(self):
        return True

    def readline(self, size=-1, /):
        self._check()
        line = self.buffer.readline().decode()
        if size is not None and 0 <= size < len(line):
            self.buffer._rest = line[size:].encode() + self.buffer._rest
            line = line[:size]
        return line

    def read(self, size=-1, /):
        self._check()
        if size is None or size < 0:
            return ''.join(self)
        text = ''
        while len(text) < size and (line := self.readline(size - len(text))):
            text += line
        return text

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')


def _next_line():
    """'' at the end of what is typed."""
    check_can_wait()
    site = site_of_frame(sys._getframe(1))
    while (line := settle(_read_line(site))) is jsnull or line is None:
        run_handlers()
    return line


def _open(stream, name, errors):
    text = io.TextIOWrapper(Buffer(Console(stream, name)), encoding='utf-8', errors=errors, newline='\n', line_buffering=True)
    text.mode = 'w'
    return text


def begin_console():
    """Opens them. A forked child has what its parent had not flushed."""
    sys.stdin = sys.__stdin__ = Input()
    sys.stdout = sys.__stdout__ = _open(STDOUT, '<stdout>', 'strict')
    sys.stderr = sys.__stderr__ = _open(STDERR, '<stderr>', 'backslashreplace')


def flush():
    """As at the end of a process: what cannot be written is lost."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError, OSError):
            pass
