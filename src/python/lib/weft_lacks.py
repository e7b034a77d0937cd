"""
Errors that came of what a browser lacks: a network, programs to start, a module. The page explains them.
"""

import errno
import sys

from weft_packages import missing_module

# What Pyodide's ssl says of itself.
_NO_TLS = 'TLS not supported in this environment'
# What CPython's subprocess says.
_NO_PROGRAMS = 'does not support processes'


def lack_behind(error):
    """Of an error that nobody caught: what the page needs to explain it, 'code' and what fills its text; else None."""
    if missing := missing_module(error):
        return {'code': 'noModule', **missing}
    for each in _chain(error):
        if code := _lack_of(each):
            return {'code': code}
    return None


def _lack_of(error):
    # The class belongs to a module that few programs import.
    sockets = sys.modules.get('_socket')
    if sockets is None:
        return 'noPrograms' if _says(error, OSError, _NO_PROGRAMS) else None
    if isinstance(error, sockets.gaierror) or _says(error, RuntimeError, _NO_TLS):
        return 'noNetwork'
    if not isinstance(error, OSError):
        return None
    if _says(error, OSError, _NO_PROGRAMS):
        return 'noPrograms'
    return 'noNetwork' if error.errno in (errno.ENETUNREACH, errno.ENOTSUP, errno.EAFNOSUPPORT) else None


def _says(error, kind, text):
    """Of CPython's own errors alone: a program's class may do anything when it is asked for its text."""
    return type(error) is kind and any(text in arg for arg in error.args if isinstance(arg, str))


def _chain(error):
    """The error and those that it came of: `urllib` wraps them."""
    seen = []
    while isinstance(error, BaseException) and not any(error is each for each in seen):
        seen.append(error)
        inner = error.args[0] if error.args else None
        if isinstance(error, OSError) and isinstance(inner, OSError):
            error = inner
        else:
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return seen
