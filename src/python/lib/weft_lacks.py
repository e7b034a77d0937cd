"""What a browser has not: of errors that came of that, which lack it was, for the page, which then says more."""

import errno
import sys

from weft_packages import missing_module

# What Pyodide's ssl says of itself.
_NO_TLS = 'TLS not supported in this environment'


def lack_behind(error):
    """Of an error that nobody caught: what the page needs to explain it, 'code' and what fills its text; else None."""
    if missing := missing_module(error):
        return {'code': 'noModule', **missing}
    for each in _chain(error):
        if code := _lack_of(each):
            return {'code': code}
    return None


def _lack_of(error):
    if isinstance(error, OSError) and error.errno == errno.ENOTSUP:
        return 'noPrograms' if 'does not support processes' in str(error) else 'noNetwork'
    if isinstance(error, OSError) and error.errno == errno.ENETUNREACH or str(error) == _NO_TLS:
        return 'noNetwork'
    # The class belongs to a module that few programs import.
    sockets = sys.modules.get('_socket')
    return 'noNetwork' if sockets is not None and isinstance(error, sockets.gaierror) else None


def _chain(error):
    """The error and those that it came of: `urllib` wraps them."""
    seen = []
    while isinstance(error, BaseException) and error not in seen:
        seen.append(error)
        inner = getattr(error, 'reason', None)
        error = inner if isinstance(inner, OSError) else error.__cause__ or error.__context__
    return seen
