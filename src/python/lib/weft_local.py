"""`threading.local` for green threads, which share the interpreter's one thread state, so that CPython's own would be common to all."""

import weakref

from weft_running import running

# Those that exist, so that what a thread kept goes when it ends.
_all = weakref.WeakSet()


def forget_thread(ident):
    """At the end of a thread."""
    for local in list(_all):
        object.__getattribute__(local, '_dicts').pop(ident, None)


class Local:
    """As `threading.local`."""

    __slots__ = ('__dict__', '__weakref__', '_args', '_dicts', '_kwargs')

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        self = object.__new__(cls)
        put = object.__setattr__
        put(self, '_args', args)
        put(self, '_kwargs', kwargs)
        # __init__ is about to be called for the thread that makes it.
        put(self, '_dicts', {running.ident: {}})
        _all.add(self)
        return self

    def __getattribute__(self, name):
        _turn(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name == '__dict__':
            raise AttributeError(f"'{type(self).__name__}' object attribute '__dict__' is read-only")
        _turn(self)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name == '__dict__':
            raise AttributeError(f"'{type(self).__name__}' object attribute '__dict__' is read-only")
        _turn(self)
        object.__delattr__(self, name)


Local.__module__ = '_thread'
Local.__name__ = Local.__qualname__ = '_local'


def _turn(local):
    """Lets it have the attributes of the thread that runs. No thread comes in between this and their use: see weft_signals."""
    get = object.__getattribute__
    dicts = get(local, '_dicts')
    own = dicts.get(running.ident)
    if own is None:
        own = dicts[running.ident] = {}
        object.__setattr__(local, '__dict__', own)
        type(local).__init__(local, *get(local, '_args'), **get(local, '_kwargs'))
    object.__setattr__(local, '__dict__', own)
