/** Python programs that check what Python's own modules do with files: each fails by an assertion. */
export const filePrograms: Readonly<Record<string, string>> = {
  'text, lines and modes': `
import os
with open('modes', 'wb') as f:
    f.write(b'0123456789')
    f.seek(3)
    f.write(b'X')
    f.truncate(6)
with open('modes', 'r+b') as f:
    f.seek(-2, os.SEEK_END)
    assert f.read() == b'45'
    f.write(b'!!')
with open('modes', 'a+b') as f:
    f.write(b'end')
    f.seek(0)
    assert f.read() == b'012X45!!end'
with open('modes', 'ab') as f:
    assert f.tell() == 11
with open('lines', 'w') as f:
    f.writelines(f'{i}\\n' for i in range(10000))
with open('lines') as f:
    assert [int(line) for line in f] == list(range(10000))
with open('modes', 'w'):
    pass
assert os.path.getsize('modes') == 0
`,
  'descriptors of the operating system': `
import os
fd = os.open('raw', os.O_RDWR | os.O_CREAT, 0o600)
assert os.write(fd, b'0123456789') == 10
assert os.pread(fd, 3, 2) == b'234'
assert os.pwrite(fd, b'ZZ', 0) == 2
twin = os.dup(fd)
os.lseek(fd, 4, os.SEEK_SET)
assert os.read(twin, 2) == b'45'
os.close(fd)
assert os.read(twin, 100) == b'6789'
assert os.fstat(twin).st_size == 10
os.unlink('raw')
os.lseek(twin, 0, 0)
assert os.read(twin, 4) == b'ZZ23' and os.fstat(twin).st_nlink == 0
os.ftruncate(twin, 3)
assert os.fstat(twin).st_size == 3
os.close(twin)
try:
    os.read(twin, 1)
except OSError as error:
    assert 'Bad file descriptor' in str(error)
os.close(os.open('raw', os.O_CREAT | os.O_WRONLY))
fd = os.open('raw', os.O_WRONLY)
try:
    os.read(fd, 1)
    assert False
except OSError:
    pass
os.close(fd)
`,
  errors: `
import errno, os
def error(function, *arguments):
    try:
        function(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]
os.makedirs('errors/x')
open('errors/f', 'w').close()
assert error(open, 'none') == 'ENOENT'
assert error(open, 'none/x', 'w') == 'ENOENT'
assert error(open, 'errors') == 'EISDIR'
assert error(open, 'errors/f', 'x') == 'EEXIST'
assert error(open, 'errors/f/g') == 'ENOTDIR'
assert error(open, 'q' * 300, 'w') == 'ENAMETOOLONG'
assert error(os.mkdir, 'errors') == 'EEXIST'
assert error(os.rmdir, 'errors') == 'ENOTEMPTY'
assert error(os.unlink, 'errors') == 'EISDIR'
assert error(os.rmdir, 'errors/f') == 'ENOTDIR'
assert error(os.listdir, 'errors/f') == 'ENOTDIR'
assert error(os.rename, 'errors', 'errors/x/y') == 'EINVAL'
assert error(os.rename, 'errors/f', 'errors/x') == 'EISDIR'
assert error(os.rename, 'errors/f', '/lib/f') == 'EXDEV'
os.chmod('errors/f', 0o400)
assert error(open, 'errors/f', 'w') == 'EACCES'
assert not os.access('errors/f', os.W_OK)
`,
  'trees of directories': `
import glob, os, shutil
from pathlib import Path
tree = Path('tree')
(tree / 'a' / 'b').mkdir(parents=True)
(tree / 'a' / 'f.txt').write_text('1')
(tree / 'a' / 'b' / 'g.txt').write_bytes(b'2')
assert sorted(map(str, tree.rglob('*.txt'))) == ['tree/a/b/g.txt', 'tree/a/f.txt']
assert sorted(glob.glob('tree/**/*.txt', recursive=True)) == ['tree/a/b/g.txt', 'tree/a/f.txt']
shutil.copytree('tree', 'copy')
walked = [(at, sorted(inner), sorted(files)) for at, inner, files in os.walk('copy')]
assert walked == [('copy', ['a'], []), ('copy/a', ['b'], ['f.txt']), ('copy/a/b', [], ['g.txt'])]
shutil.move('copy', '/tmp/moved')
assert Path('/tmp/moved/a/b/g.txt').read_text() == '2' and not os.path.exists('copy')
shutil.rmtree('/tmp/moved')
os.rename('tree/a/f.txt', 'tree/h.txt')
os.rename('tree/h.txt', 'tree/h.txt')
os.symlink('h.txt', 'tree/s')
assert open('tree/s').read() == '1' and os.readlink('tree/s') == 'h.txt' and os.path.islink('tree/s')
assert os.path.samefile('tree/s', 'tree/h.txt')
os.symlink('/home/pyodide/tree', '/tmp/link')
assert os.path.realpath('/tmp/link/a') == '/home/pyodide/tree/a'
for entry in os.scandir('tree'):
    assert entry.inode() == entry.stat(follow_symlinks=False).st_ino
    assert (entry.is_dir(), entry.is_symlink()) == (entry.name == 'a', entry.name == 's')
os.chdir('tree/a')
assert os.getcwd() == '/home/pyodide/tree/a' and os.listdir('..') == ['a', 'h.txt', 's']
os.chdir('../..')
os.utime('tree/h.txt', (1, 2.5))
assert os.stat('tree/h.txt').st_mtime == 2.5 and os.stat('tree').st_nlink == 3
`,
  'temporary files': `
import os, tempfile
with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, 'x')
    with open(path, 'w') as f:
        f.write('1')
    assert directory.startswith('/tmp/')
assert not os.path.exists(directory)
with tempfile.NamedTemporaryFile('w+', delete=False) as f:
    f.write('abc')
    f.seek(0)
    assert f.read() == 'abc'
os.unlink(f.name)
with tempfile.TemporaryFile() as f:
    f.write(b'x' * 100000)
    f.seek(0)
    assert len(f.read()) == 100000
fd, name = tempfile.mkstemp()
os.close(fd)
os.remove(name)
`,
  'formats: csv, json, pickle, gzip, zip, tar': `
import csv, gzip, json, pickle, shutil, sys, tarfile, zipfile
with open('t.csv', 'w', newline='') as f:
    csv.writer(f).writerows([[1, 'a,b'], [2, 'c"d']])
with open('t.csv', newline='') as f:
    assert list(csv.reader(f)) == [['1', 'a,b'], ['2', 'c"d']]
with open('t.json', 'w') as f:
    json.dump({'a': [1, 2]}, f)
with open('t.json') as f:
    assert json.load(f) == {'a': [1, 2]}
with open('t.pickle', 'wb') as f:
    pickle.dump({1: 2}, f)
with open('t.pickle', 'rb') as f:
    assert pickle.load(f) == {1: 2}
with gzip.open('t.gz', 'wt') as f:
    f.write('hi' * 1000)
with gzip.open('t.gz', 'rt') as f:
    assert f.read() == 'hi' * 1000
with zipfile.ZipFile('t.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('module_in_zip.py', 'X = 5')
    z.write('t.csv')
with zipfile.ZipFile('t.zip') as z:
    assert z.testzip() is None
sys.path.insert(0, '/home/pyodide/t.zip')
import module_in_zip
assert module_in_zip.X == 5
with tarfile.open('t.tar.gz', 'w:gz') as t:
    t.add('t.csv')
shutil.unpack_archive('t.tar.gz', 'unpacked')
assert open('unpacked/t.csv').read() == open('t.csv').read()
`,
  logging: `
import logging, logging.handlers, os
log = logging.getLogger('files')
handler = logging.FileHandler('l.log')
log.addHandler(handler)
log.warning('hey')
handler.close()
log.removeHandler(handler)
assert open('l.log').read() == 'hey\\n'
handler = logging.handlers.RotatingFileHandler('r.log', maxBytes=100, backupCount=2)
log.addHandler(handler)
for i in range(50):
    log.warning('line %d', i)
handler.close()
assert sorted(name for name in os.listdir() if name.startswith('r.log')) == ['r.log', 'r.log.1', 'r.log.2']
assert 'line 49' in open('r.log').read()
`,
  sqlite3: `
import os, sqlite3
db = sqlite3.connect('x.db')
db.execute('create table t (a int, b text)')
db.executemany('insert into t values (?, ?)', [(i, str(i) * 20) for i in range(5000)])
db.commit()
db.execute('delete from t where a % 2 = 0')
db.commit()
db.close()
assert [name for name in os.listdir() if name.startswith('x.db')] == ['x.db']
db = sqlite3.connect('x.db')
assert db.execute('select count(*) from t').fetchone() == (2500,)
assert db.execute('pragma integrity_check').fetchone() == ('ok',)
db.close()
`,
  'memory maps': `
import mmap
with open('mapped', 'wb') as f:
    f.write(b'a' * 100000)
with open('mapped', 'r+b') as f, mmap.mmap(f.fileno(), 0) as m:
    assert m[:3] == b'aaa' and len(m) == 100000
    m[0:3] = b'xyz'
    m.flush()
    assert open('mapped', 'rb').read(4) == b'xyza'
`,
  'large files, and no space left': `
import errno, os, shutil
with open('big', 'wb') as f:
    for i in range(40):
        f.write(bytes([i]) * 1_000_000)
assert os.path.getsize('big') == 40_000_000
with open('big', 'rb') as f:
    f.seek(5_000_001)
    assert f.read(1) == b'\\x05'
    assert len(f.read()) == 34_999_998
os.remove('big')
try:
    with open('too big', 'wb') as f:
        while True:
            f.write(bytes(1_000_000))
except OSError as error:
    assert error.errno == errno.ENOSPC
size = os.path.getsize('too big')
assert 100_000_000 < size < 160_000_000 and shutil.disk_usage('.').free < 3_000_000
os.remove('too big')
with open('fits', 'wb') as f:
    f.write(bytes(1_000_000))
`,
  'modules that a program makes': `
import importlib, os, sys
os.makedirs('package')
with open('package/__init__.py', 'w') as f:
    f.write('from .inner import Y')
with open('package/inner.py', 'w') as f:
    f.write('Y = 7')
sys.path.insert(0, '/home/pyodide')
importlib.invalidate_caches()
import package
assert package.Y == 7
`,
}
