"""What a wait is called, and where in the program it is: looked up in the frames, and only by who has to wait."""

import sys

import _weft
from weft_settings import settings
from weft_waits import Named

_site_of = _weft.site_of

# By module and function of the standard library: the name of an operation (`OPERATION_NAMES` of trace/events.ts).
_FUNCTIONS = {
    'threading': {
        'Barrier.wait': 'Barrier.wait',
        'Condition.wait': 'Condition.wait',
        'Condition.wait_for': 'Condition.wait',
        'Event.wait': 'Event.wait',
        'Semaphore.acquire': 'Semaphore.acquire',
        'Thread.join': 'Thread.join',
        'Thread.start': 'Thread.start',
        '_shutdown': 'exit',
    },
    'queue': {
        'Queue.get': 'Queue.get',
        'Queue.put': 'Queue.put',
        'Queue.join': 'Queue.join',
    },
    'multiprocessing.queues': {
        'Queue.get': 'Queue.get',
        'Queue.put': 'Queue.put',
        'Queue._feed': 'Queue.put',
        'Queue.join_thread': 'Queue.join',
        'JoinableQueue.put': 'Queue.put',
        'JoinableQueue.join': 'Queue.join',
        'SimpleQueue.get': 'Queue.get',
        'SimpleQueue.put': 'Queue.put',
    },
    'multiprocessing.synchronize': {
        'Condition.wait': 'Condition.wait',
        'Condition.wait_for': 'Condition.wait',
        'Condition.notify': 'Condition.notify',
        'Event.wait': 'Event.wait',
    },
    'multiprocessing.process': {
        'BaseProcess.join': 'Process.join',
        'BaseProcess.start': 'Process.start',
        '_ParentProcess.join': 'Process.join',
    },
    'multiprocessing.util': {'_exit_function': 'exit'},
    'multiprocessing.pool': {
        'worker': 'Pool worker idle',
        'ApplyResult.get': 'AsyncResult.get',
        'ApplyResult.wait': 'AsyncResult.get',
        'IMapIterator.next': 'Pool.imap',
        'Pool.apply': 'Pool.apply',
        'Pool.map': 'Pool.map',
        'Pool.starmap': 'Pool.map',
        'Pool.join': 'Pool.join',
        'Pool.terminate': 'Pool.terminate',
        'Pool.__exit__': 'Pool.terminate',
    },
    'multiprocessing.connection': {
        '_ConnectionBase.send': 'Connection.send',
        '_ConnectionBase.send_bytes': 'Connection.send',
        '_ConnectionBase.recv': 'Connection.recv',
        '_ConnectionBase.recv_bytes': 'Connection.recv',
        '_ConnectionBase.poll': 'Connection.poll',
    },
    'multiprocessing.managers': {
        'BaseProxy._callmethod': 'Manager call',
        'Server.serve_forever': 'Manager idle',
        'Server.accepter': 'Manager idle',
        'Server.handle_request': 'Manager idle',
        'Server.serve_client': 'Manager idle',
    },
    'concurrent.futures._base': {
        'Executor.__exit__': 'Executor.shutdown',
        'Executor.map.<locals>.result_iterator': 'Future.result',
        'Future.exception': 'Future.result',
        'Future.result': 'Future.result',
        'as_completed': 'futures.wait',
        'wait': 'futures.wait',
    },
    'concurrent.futures.thread': {
        '_python_exit': 'exit',
        '_worker': 'Executor worker idle',
        'ThreadPoolExecutor.shutdown': 'Executor.shutdown',
    },
    'concurrent.futures.process': {
        '_process_worker': 'Executor worker idle',
        '_python_exit': 'exit',
        'ProcessPoolExecutor.shutdown': 'Executor.shutdown',
    },
    'asyncio.base_events': {
        'BaseEventLoop.run_forever': 'await',
        'BaseEventLoop.run_until_complete': 'await',
    },
}

_sites = {}

_CONDITION = 'Condition.wait'

#: The subject of a wait at a condition that the library made for its own use: no program has heard of it.
INNER = object()


def object_type(name):
    """Number of a type of objects."""
    return settings.objects.get(name, 0)


def is_program(filename):
    """Whether a file is the program's own."""
    return filename.startswith(settings.directory)


def is_of_library(module):
    """Whether a module, by its name, is of the standard library."""
    return isinstance(module, str) and module.partition('.')[0] in sys.stdlib_module_names


def site_of_frame(frame):
    """Number of the innermost place of the program that led to `frame`; 0: none did."""
    directory = settings.directory
    while frame is not None:
        filename = frame.f_code.co_filename
        if filename.startswith(directory):
            return _site(filename, frame.f_lineno)
        frame = frame.f_back
    return 0


def reason(default):
    """
    Why and where the caller is about to wait: number of the operation, of the site, and the object that the operation is a
    method of. The outermost function of the standard library that the program called names it; `default` if none has a name.
    """
    frame = sys._getframe(1)
    name, named, inner = default, None, None
    while frame is not None:
        code = frame.f_code
        if is_program(code.co_filename):
            return settings.operations.get(name, 0), _site(code.co_filename, frame.f_lineno), _subject(named, inner)
        names = _FUNCTIONS.get(frame.f_globals.get('__name__'))
        if names is not None and (found := names.get(code.co_qualname)):
            name, named = found, frame
            inner = inner or found
        frame = frame.f_back
    # Called by no program: a thread of the library's own. At a condition it waits for something to do, which has no name.
    if inner == _CONDITION:
        name = ''
    return settings.operations.get(name, 0), 0, _subject(named, inner)


def handle_of(subject):
    """The kernel's object for a queue, condition or event of threads: made when somebody has to wait at it; 0: it has no name."""
    kind = settings.objects.get(type(subject).__name__, 0)
    if kind == 0 or not hasattr(subject, '__dict__'):
        return 0
    named = subject.__dict__.get('_weft_named')
    if named is None:
        named = subject.__dict__['_weft_named'] = Named(kind)
    return named.handle


def _subject(frame, inner):
    if frame is None:
        return None
    if frame.f_globals['__name__'] not in ('threading', 'queue'):
        return INNER if inner == _CONDITION else None
    return frame.f_locals.get('self')


def _site(filename, line):
    site = _sites.get((filename, line))
    if site is None:
        path = filename.removeprefix(settings.directory).lstrip('/')
        site = _sites[filename, line] = _site_of(path, line or 0)
    return site
