"""Imports Weft's own modules out of memory, with their source for tracebacks. Runs once, while the base snapshot is made."""

import importlib.abc
import importlib.util
import json
import sys


class WeftImporter(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, fullname, path=None, target=None):
        if fullname not in self.sources:
            return None
        spec = importlib.util.spec_from_loader(fullname, self, origin=self.filename(fullname))
        spec.has_location = True
        return spec

    def filename(self, fullname):
        return f"/lib/weft/{fullname}.py"

    def get_source(self, fullname):
        return self.sources[fullname]

    def get_code(self, fullname):
        return self.source_to_code(self.sources[fullname], self.filename(fullname))


def install(sources):
    sys.meta_path.insert(0, WeftImporter(json.loads(sources)))
