"""The life of a process: what the worker calls, once. Each of these returns the exit code."""

import atexit
import io
import json
import logging
import multiprocessing.process
import multiprocessing.spawn
import multiprocessing.util
import os
import pickle
import random
import sys
import threading
import time
import traceback
import types

import _weft
import weft_anywhere
from weft_asyncio import begin_asyncio
from weft_descriptors import Sentinel, add
from weft_fork import run_in_child
from weft_lacks import lack_behind
from weft_names import is_program
from weft_output import begin_console, flush
from weft_packages import begin_packages
from weft_processes import begin_start_method, forked_process
from weft_running import begin_process, running
from weft_settings import read_settings, settings
from weft_signals import begin_signals, is_unbroken
from weft_threads import begin_threads

_report = _weft.report

# What a shell says of a process that SIGINT ended.
_INTERRUPTED = 130


def run_main():
    """The program's main file, as `python main.py` does it."""
    _begin()
    path = settings.main
    os.chdir(settings.directory)
    sys.argv = list(settings.argv)
    sys.path.insert(0, os.path.dirname(path))
    begin_packages(settings.directory, settings.wheels, settings.refused)
    main = types.ModuleType('__main__')
    main.__file__ = path
    main.__cached__ = None
    main.__builtins__ = __builtins__
    sys.modules['__main__'] = main
    code = _guarded(lambda: _execute(path, main.__dict__), report=True)
    return _end(code)


def spawn_main(payload):
    """A child by spawn or forkserver: `payload` is what SpawnPopen wrote."""
    _begin()
    multiprocessing.process._current_process._config['daemon'] = False
    os.chdir(settings.directory)
    return _end(_guarded(lambda: _spawned(io.BytesIO(payload.to_bytes()))))


def fork_main():
    """A child by fork. It has all that its parent had, but its threads."""
    code = 1
    try:
        run_in_child()
        process = forked_process()
        atexit._clear()
        atexit.register(multiprocessing.util._exit_function)
        code = process._bootstrap(parent_sentinel=_parent_sentinel())
    except BaseException as error:
        # Before or after it looks for errors itself. A signal's handler may raise one anywhere.
        _print_error(error)
    atexit._run_exitfuncs()
    flush()
    # As os._exit takes it: sys.exit(True) is 1.
    return int(code) & 0xFF


def _begin():
    """What a snapshot made of an interpreter that was nobody's process has to learn."""
    read_settings()
    begin_process()
    begin_console()
    begin_threads()
    begin_asyncio()
    begin_start_method()
    random.seed()
    multiprocessing.process.current_process().authkey = os.urandom(32)
    logging._startTime = time.time_ns()
    if settings.switch_anywhere:
        weft_anywhere.watch()


def _execute(path, scope):
    # Until here SIGINT finds no handler. What its handler raises must find the program, or whoever runs it.
    begin_signals()
    with open(path, 'rb') as file:
        source = file.read()
    exec(compile(source, path, 'exec'), scope)


def _spawned(message):
    begin_signals()
    process = multiprocessing.process.current_process()
    process._inheriting = True
    try:
        multiprocessing.spawn.prepare(pickle.load(message))
        child = pickle.load(message)
    finally:
        del process._inheriting
    sys.exit(child._bootstrap(_parent_sentinel()))


def _parent_sentinel():
    return add(Sentinel(os.getppid()))


def _guarded(run, report=False):
    """The exit code that `run` comes to, with what CPython prints about errors that nobody caught."""
    try:
        run()
    except SystemExit as error:
        return _exit_status(error.code)
    except BaseException as error:
        _print_error(error)
        if report:
            _tell_page(error)
        return _INTERRUPTED if isinstance(error, KeyboardInterrupt) else 1
    return 0


def _end(code):
    """As Py_FinalizeEx: threads that are no daemons, then what was registered, then what was not flushed."""
    try:
        threading._shutdown()
    except BaseException as error:
        # Of a signal's handler.
        print(f'Exception ignored on threading shutdown {threading!r}:', file=sys.stderr)
        _print_error(error)
    atexit._run_exitfuncs()
    flush()
    return code


def _exit_status(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    flush()
    print(code, file=sys.stderr)
    return 1


def _print_error(error):
    flush()
    error.__traceback__ = _without_ours(error.__traceback__)
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except BaseException as another:
        print('Error in sys.excepthook:', file=sys.stderr)
        traceback.print_exception(another)
        print('\nOriginal exception was:', file=sys.stderr)
        traceback.print_exception(error)


def _without_ours(tb):
    """A traceback from the program's own frames on."""
    while tb is not None and is_unbroken(tb.tb_frame.f_code):
        tb = tb.tb_next
    return tb


def _tell_page(error):
    path, line = '', 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        if is_program(frame.f_code.co_filename):
            path, line = frame.f_code.co_filename, number
    if isinstance(error, SyntaxError) and error.filename and is_program(error.filename):
        path, line = error.filename, error.lineno or 0
    path = path.removeprefix(settings.directory).lstrip('/')
    lack = lack_behind(error)
    _report(type(error).__qualname__, str(error), path, line, json.dumps(lack) if lack else '')
