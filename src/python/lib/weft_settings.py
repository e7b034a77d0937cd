"""What plan and program say: of the JSON of `_weft.settings()` (bridge/settings.ts) what is used here."""

import json
from dataclasses import dataclass, field, fields

import _weft

_read = _weft.settings


@dataclass
class Settings:
    """Each field is a key of the JSON; a key that is missing has the value given here."""

    #: The file that runs first, and the directory of the program's own files, which is the working directory at the start.
    main: str = '/home/pyodide/main.py'
    directory: str = '/home/pyodide'
    #: `sys.argv`.
    argv: list[str] = field(default_factory=list)
    #: 'fork', 'spawn' or 'forkserver'.
    start_method: str = 'fork'
    cpu_count: int = 1
    max_processes: int = 8
    #: Wheels among the program's files, and those that cannot be used: path and reason.
    wheels: list[str] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)
    #: Modules that the host has wheels of, which are not loaded.
    others: list[str] = field(default_factory=list)
    #: Whether threads may be switched before any bytecode of the program's, chosen by chance from `seed`.
    switch_anywhere: bool = False
    seed: int = 1
    #: Numbers of operations and of types of objects, by the names that a reader knows (trace/events.ts).
    operations: dict[str, int] = field(default_factory=dict)
    objects: dict[str, int] = field(default_factory=dict)


settings = Settings()


def read_settings() -> None:
    """Once the worker has become a process: in a base snapshot they are not known yet."""
    said = json.loads(_read())
    for each in fields(Settings):
        if each.name in said:
            setattr(settings, each.name, said[each.name])
