"""
Tells the trace which task a worker of a Pool or an executor runs. What the workers take tasks from and give results to is
wrapped, never what they call: so the program's functions run in the same frames as ever, and its tracebacks are CPython's.
"""

import concurrent.futures.process as process_executor
import concurrent.futures.thread as thread_executor
import functools
import multiprocessing.pool as pool
import types

import _weft

_task_begin = _weft.task_begin
_task_end = _weft.task_end

_DONE, _RAISED = range(2)
#: A task whose place among the others is not known.
_UNNUMBERED = -1
# Where a task of a ThreadPoolExecutor keeps its number.
_NUMBER = '_weft_number'

# What is told of arguments, at most.
_MOST_ARGUMENTS = 4
_MOST_CHARACTERS = 24
_MOST_BITS = 128

# What calls another function, which has the name.
_AROUND = (functools.partial, types.MethodType)
# What has a name that can be read.
_NAMED = (types.FunctionType, types.BuiltinFunctionType)
_name_of_class = type.__dict__['__name__'].__get__


class _Tasks:
    """The tasks of one worker, one after the other."""

    __slots__ = ('_number',)

    def __init__(self):
        self._number = None

    def begin(self, number, function, args, kwargs=None):
        self.end(_DONE)
        self._number = number
        _task_begin(number, _call(function, args, kwargs or {}))

    def end(self, status):
        if self._number is not None:
            number, self._number = self._number, None
            _task_end(number, status)


class _Item(int):
    """The number of a task among those of its job."""

    __slots__ = ()


class _Chunk:
    """Arguments of tasks that are sent together: whoever goes through them in a worker begins one after the other."""

    __slots__ = ('_first', '_function', '_items', '_star', '_tasks')

    def __init__(self, first, items):
        self._first = first
        self._items = items
        self._tasks = None

    def __reduce__(self):
        return _Chunk, (self._first, self._items)

    def tell(self, tasks, function, star):
        """`star`: an item has all the arguments of a call."""
        self._tasks = tasks
        self._function = function
        self._star = star
        return self

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items) if self._tasks is None else self._each()

    def _each(self):
        number = self._first
        for item in self._items:
            self._tasks.begin(number, self._function, item if self._star else (item,))
            yield item
            number += 1
        self._tasks.end(_DONE)


class _Wrapped:
    """A queue, with something to tell of what goes through it."""

    __slots__ = ('_queue', '_tasks')

    def __init__(self, queue, tasks):
        self._queue = queue
        self._tasks = tasks

    def __getattr__(self, name):
        return getattr(self._queue, name)


class _PoolTasks(_Wrapped):
    def get(self):
        task = self._queue.get()
        if task is None:
            return None
        job, number, function, args, kwargs = task
        if function in (pool.mapstar, pool.starmapstar):
            inner, items = args[0]
            if type(items) is _Chunk:
                items.tell(self._tasks, inner, function is pool.starmapstar)
        else:
            # Calls by apply() are jobs of one task each.
            self._tasks.begin(number if type(number) is _Item else job, function, args, kwargs)
        return task


class _PoolResults(_Wrapped):
    def put(self, result):
        self._tasks.end(_DONE if result[2][0] else _RAISED)
        self._queue.put(result)


class _ExecutorTasks(_Wrapped):
    def get(self, *args, **kwargs):
        item = self._queue.get(*args, **kwargs)
        if item is None:
            return None
        function = item.fn
        if isinstance(function, functools.partial) and function.func is process_executor._process_chunk:
            item.args = (_Chunk(item.work_id, item.args[0]).tell(self._tasks, function.args[0], True),)
        else:
            self._tasks.begin(item.work_id, function, item.args, item.kwargs)
        return item


class _ExecutorResults(_Wrapped):
    def put(self, result):
        self._tasks.end(_DONE if getattr(result, 'exception', None) is None else _RAISED)
        self._queue.put(result)


class _Numbering:
    """The queue of a ThreadPoolExecutor, which numbers what is put."""

    def __init__(self, queue):
        self._count = 0
        self._queue = queue

    def __getattr__(self, name):
        return getattr(self._queue, name)

    def put(self, item, *args, **kwargs):
        # None tells a worker to end.
        if item is not None:
            setattr(item, _NUMBER, self._count)
            self._count += 1
        self._queue.put(item, *args, **kwargs)


def install():
    """Wraps the queues, most of them at the workers' ends."""
    pool_worker = pool.worker
    process_worker = process_executor._process_worker
    get_tasks = pool.Pool._get_tasks
    generate = pool.Pool._guarded_task_generation
    run = thread_executor._WorkItem.run
    init = thread_executor.ThreadPoolExecutor.__init__
    submit = process_executor.ProcessPoolExecutor.submit

    @functools.wraps(pool_worker)
    def worker(inqueue, outqueue, *args, **kwargs):
        tasks = _Tasks()
        return pool_worker(_PoolTasks(inqueue, tasks), _PoolResults(outqueue, tasks), *args, **kwargs)

    @functools.wraps(process_worker)
    def _process_worker(call_queue, result_queue, *args, **kwargs):
        tasks = _Tasks()
        return process_worker(
            _ExecutorTasks(call_queue, tasks), _ExecutorResults(result_queue, tasks), *args, **kwargs
        )

    @functools.wraps(get_tasks)
    def _get_tasks(func, it, size):
        first = 0
        for _, items in get_tasks(func, it, size):
            yield func, _Chunk(first, items)
            first += len(items)

    @functools.wraps(generate)
    def _guarded_task_generation(self, result_job, func, iterable):
        for job, number, *call in generate(self, result_job, func, iterable):
            yield job, _Item(number), *call

    @functools.wraps(run)
    def run_told(self, ctx):
        future = self.future
        if not future.cancelled():
            function, args, kwargs = self.task
            tasks = _Tasks()
            tasks.begin(getattr(self, _NUMBER, _UNNUMBERED), function, args, kwargs)
            try:
                return run(self, ctx)
            finally:
                tasks.end(_DONE if future.cancelled() or future._exception is None else _RAISED)
        return run(self, ctx)

    @functools.wraps(init)
    def __init__(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self._work_queue = _Numbering(self._work_queue)

    @functools.wraps(submit)
    def submit_numbered(self, fn, /, *args, **kwargs):
        future = submit(self, fn, *args, **kwargs)
        if isinstance(fn, functools.partial) and fn.func is process_executor._process_chunk:
            # One item of work, but as many tasks as it has calls: those that follow are numbered after them.
            with self._shutdown_lock:
                self._queue_count += len(args[0]) - 1
        return future

    pool.worker = worker
    pool.Pool._get_tasks = staticmethod(_get_tasks)
    pool.Pool._guarded_task_generation = _guarded_task_generation
    process_executor._process_worker = _process_worker
    process_executor.ProcessPoolExecutor.submit = submit_numbered
    thread_executor.ThreadPoolExecutor.__init__ = __init__
    thread_executor._WorkItem.run = run_told


def _call(function, args, kwargs):
    """`square(3)`. Calls nothing of the program's: no `__repr__` of its classes, for one."""
    while type(function) in _AROUND:
        function = function.func if type(function) is functools.partial else function.__func__
    kind = type(function)
    # What an object of the program's has for a name would have to be asked of it.
    if issubclass(kind, type):
        name = _name_of_class(function)
    else:
        name = function.__name__ if kind in _NAMED else None
        if type(name) is not str:
            name = _name_of_class(kind)
    args = tuple(args) if type(args) in (tuple, list) else (args,)
    told = [_short(value) for value in args[:_MOST_ARGUMENTS]]
    told += [f'{key}={_short(value)}' for key, value in list(kwargs.items())[: _MOST_ARGUMENTS - len(told)]]
    if len(told) < len(args) + len(kwargs):
        told.append('…')
    return f'{name}({", ".join(told)})'


def _short(value):
    kind = type(value)
    if value is None or kind in (bool, float, complex) or (kind is int and value.bit_length() <= _MOST_BITS):
        return repr(value)
    if kind in (str, bytes):
        return repr(value if len(value) <= _MOST_CHARACTERS else value[:_MOST_CHARACTERS]) + (
            '…' if len(value) > _MOST_CHARACTERS else ''
        )
    if kind is tuple and len(value) <= _MOST_ARGUMENTS and all(type(part) in (int, float, str) for part in value):
        return f'({", ".join(map(_short, value))}{"," if len(value) == 1 else ""})'
    return _name_of_class(kind)
