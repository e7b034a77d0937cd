"""Threads that may be switched before any bytecode of the program's, as CPython would not do it, so that lost updates show."""

import ctypes
import random
import sys
from sys import monitoring

import _weft
from pyodide.ffi import can_run_sync
from weft_names import is_program
from weft_running import park
from weft_settings import settings

_thread_yield = _weft.thread_yield
_thread_count = _weft.thread_count

# One bytecode in so many.
_ONE_IN = 20

# What one event calls is not watched itself. That is kept by the interpreter's one thread state, so without these the other threads
# would not be watched either while one of them waits in there.
_enter = ctypes.pythonapi.PyThreadState_EnterTracing
_leave = ctypes.pythonapi.PyThreadState_LeaveTracing
_state = ctypes.pythonapi.PyThreadState_Get
_enter.argtypes = _leave.argtypes = [ctypes.c_void_p]
_enter.restype = _leave.restype = None
_state.restype = ctypes.c_void_p


def watch():
    """From now on, in this process and those that are forked from it."""
    chance = random.Random(settings.seed).random

    def on_start(code, _offset):
        if is_program(code.co_filename):
            monitoring.set_local_events(tool, code, monitoring.events.INSTRUCTION)
        return monitoring.DISABLE

    def on_instruction(_code, _offset):
        if chance() * _ONE_IN >= 1 or _thread_count() == 1 or not can_run_sync():
            return
        promise = _thread_yield()
        if promise is not None:
            state = _state()
            _leave(state)
            try:
                park(promise)
            finally:
                _enter(_state())

    tool = next(number for number in range(6) if monitoring.get_tool(number) is None)
    monitoring.use_tool_id(tool, 'weft')
    monitoring.register_callback(tool, monitoring.events.PY_START, on_start)
    monitoring.register_callback(tool, monitoring.events.INSTRUCTION, on_instruction)
    monitoring.set_events(tool, monitoring.events.PY_START)
