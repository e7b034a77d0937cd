"""Packages that are not Python's own: wheels among the program's files, and what is said of those that are missing."""

import importlib
import re
import sys
import zipimport

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
    package = _COMPILED.get(top)
    if reason := _refused.get(_normal(package or top)):
        error.add_note(reason)
    elif package is not None:
        error.add_note(
            f'The package {package} has compiled code, which is not here: '
            'only packages in pure Python can be added to a program.'
        )
    elif top in sys.stdlib_module_names:
        error.add_note(f"Python's module {top} does not work in a browser, and is not here.")
    else:
        error.add_note(
            'It is no file of this program and not in the standard library. A package in pure Python can be added '
            'to the program as a file: its wheel, whose name ends in -none-any.whl.'
        )


def _package_of(path):
    return _normal(path.rpartition('/')[2].partition('-')[0])


def _normal(name):
    """As names of packages are compared (PEP 503)."""
    return re.sub(r'[-_.]+', '-', name).lower()
