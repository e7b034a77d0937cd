"""Packages that are not Python's own: wheels among the program's files, and what is said of those that are missing.

The host's packages are in site-packages before a process begins, where CPython finds them.
"""

import importlib
import re
import sys
import zipimport

from weft_settings import settings

_bootstrap = importlib._bootstrap
_find_and_load = _bootstrap._find_and_load_unlocked

# Packages with compiled code that programs of this subject use, by the names under which they are imported.
_COMPILED = {
    'PIL': 'Pillow',
    'cv2': 'opencv-python',
    'cython': 'Cython',
    'gevent': 'gevent',
    'grpc': 'grpcio',
    'h5py': 'h5py',
    'jax': 'jax',
    'lxml': 'lxml',
    'matplotlib': 'matplotlib',
    'numba': 'numba',
    'numpy': 'numpy',
    'pandas': 'pandas',
    'polars': 'polars',
    'psutil': 'psutil',
    'pyarrow': 'pyarrow',
    'ray': 'ray',
    'scipy': 'scipy',
    'skimage': 'scikit-image',
    'sklearn': 'scikit-learn',
    'tensorflow': 'tensorflow',
    'torch': 'torch',
    'zmq': 'pyzmq',
}

# Of wheels that cannot be used: why, by the names of their packages.
_refused = {}


def begin_packages(directory, wheels, refused):
    """In the main process: its children have `sys.path` from it."""
    # Directories may have been listed before the program's files were in them. Python's own archive stays as it was: to list it
    # again takes a tenth of a start, as does the module that importlib.invalidate_caches() imports.
    for path, finder in list(sys.path_importer_cache.items()):
        if not isinstance(finder, zipimport.zipimporter):
            del sys.path_importer_cache[path]
    sys.path.extend(f'{directory}/{path}' for path in wheels)
    for each in refused:
        print(each['reason'], file=sys.stderr)
        _refused[_package_of(each['path'])] = each['reason']


def install():
    """Lets an import that fails say how what is missing can be added."""
    _bootstrap._find_and_load_unlocked = _find_and_load_or_tell


def _find_and_load_or_tell(name, import_):
    try:
        return _find_and_load(name, import_)
    except ModuleNotFoundError as error:
        if error.name == name and not hasattr(error, '__notes__'):
            _tell(error, name.partition('.')[0])
        raise


# It is left out of tracebacks, as all of the import system is.
_find_and_load_or_tell.__code__ = _find_and_load_or_tell.__code__.replace(
    co_filename=_find_and_load.__code__.co_filename
)


def _tell(error, top):
    if top in sys.modules:
        # Its parent is here, and has no such part.
        return
    package = _COMPILED.get(top, top)
    if reason := _refused.get(_normal(package)):
        missing = {'kind': 'refused', 'reason': reason}
    elif top in settings.others:
        missing = {'kind': 'unseen'}
    elif top in _COMPILED:
        missing = {'kind': 'compiled'}
    elif top in sys.stdlib_module_names:
        missing = {'kind': 'library'}
    else:
        missing = {'kind': 'unknown'}
    missing |= {'module': top, 'package': package}
    error.add_note(_NOTES[missing['kind']].format_map(missing))
    error._weft_missing = missing


def missing_module(error):
    """Of an import that found nothing, for the page, which says in the reader's language what `_NOTES` says: why; else None."""
    return getattr(error, '_weft_missing', None)


_NOTES = {
    'refused': '{reason}',
    'unseen': (
        'The page has a wheel of it, and loads it when the program says so in its text: '
        'write "import {module}" in one of its files.'
    ),
    'compiled': (
        'The package {package} has compiled code, and is not here. Whoever hosts this page can add its wheel, built for Pyodide, '
        "to the page's folder of wheels; only packages in pure Python can be added to a program."
    ),
    'library': "Python's module {module} does not work in a browser, and is not here.",
    'unknown': (
        'It is no file of this program and not in the standard library. A package in pure Python can be added to the program as '
        'a file: its wheel, whose name ends in -none-any.whl. One with compiled code can be added by whoever hosts this page.'
    ),
}


def _package_of(path):
    return _normal(path.rpartition('/')[2].partition('-')[0])


def _normal(name):
    """As names of packages are compared (PEP 503)."""
    return re.sub(r'[-_.]+', '-', name).lower()
