"""
`os.register_at_fork`. The interpreter would run what was registered while the memory is copied, when no thread can wait: here it
is run before the thread that forks is suspended, and after it goes on, as any other code.
"""

import gc
import os
import sys
import traceback

_register = os.register_at_fork

_before = []
_in_parent = []
_in_child = []


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    """As os.register_at_fork."""
    given = (before, after_in_child, after_in_parent)
    if all(each is None for each in given):
        raise TypeError('At least one argument is required.')
    for each in given:
        if each is not None and not callable(each):
            raise TypeError(f"'{type(each).__name__}' object is not callable")
    for each, registered in zip(given, (_before, _in_child, _in_parent)):
        if each is not None:
            registered.append(each)


def run_before_fork():
    """In the thread that is about to fork: the latest that was registered comes first."""
    _run(reversed(_before))


def run_in_parent():
    _run(_in_parent)


def run_in_child():
    _run(_in_child)


def install(before, after_in_child):
    """
    Takes over what was registered with the interpreter, which from now on runs these two alone, while the memory is copied and
    as soon as it is there.
    """
    for registered, keyword in ((_before, 'before'), (_in_parent, 'after_in_parent'), (_in_child, 'after_in_child')):
        # Nothing else tells where the interpreter keeps them.
        marker = lambda: None  # noqa: E731
        _register(**{keyword: marker})
        (kept,) = [each for each in gc.get_referrers(marker) if type(each) is list]
        registered[:] = kept[:-1]
        kept.clear()
    _register(before=before, after_in_child=after_in_child)
    os.register_at_fork = register_at_fork


def _run(handlers):
    for handler in list(handlers):
        try:
            handler()
        except BaseException:
            print(f'Exception ignored in: {handler!r}', file=sys.stderr)
            traceback.print_exc()
