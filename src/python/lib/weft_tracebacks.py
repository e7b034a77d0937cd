"""Tracebacks without our frames: what we stand for is C in CPython, and has none."""

import traceback

from weft_signals import HERE


def install():
    """Lets whoever prints a traceback, the interpreter included, pass over our frames."""
    walk = traceback._walk_tb_with_full_positions

    def walk_without_ours(tb):
        for place in walk(tb):
            if not place[0].f_code.co_filename.startswith(HERE):
                yield place

    traceback._walk_tb_with_full_positions = walk_without_ours
