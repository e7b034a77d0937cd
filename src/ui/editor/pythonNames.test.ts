import { expect, test } from 'vitest'
import { pythonNamesAt } from './pythonNames.ts'

/** What the word before the mark `|` may be. */
function at(program: string): readonly string[] {
  const offset = program.indexOf('|')
  return pythonNamesAt(program.replace('|', ''), offset)
}

test.each([
  ['import multiprocessing as mp\nmp.Proc|ess()', 'Process'],
  ['import multiprocessing\nmultiprocessing.Queue|()', 'Queue'],
  ['from multiprocessing import (\n  Pool,\n  cpu_count as cpus,\n)\ncpus|()', 'cpu_count'],
  ['from concurrent.futures import ThreadPoolExecutor|, as_completed', 'ThreadPoolExecutor'],
  ['import concurrent.futures\nconcurrent.futures.wait|(fs)', 'futures.wait'],
  ['import concurrent.fu|tures', 'concurrent.futures'],
  ['from multi|processing import Pool', 'multiprocessing'],
  ['import time\ntime.sl|eep(1)', 'time.sleep'],
  ['from time import sleep\nsle|ep(1)', 'time.sleep'],
  ['from multiprocessing import shared_memory\nshared_memory.SharedMemory|()', 'SharedMemory'],
  ['import subprocess\nsubprocess.run|([])', 'subprocess'],
  ['import threading\nthreading.enumerate|()', 'threading.enumerate'],
])('names are found by their imports: %j', (program, name) => {
  expect(at(program)).toEqual([name])
})

test.each([
  ['from queue import Queue\nq = Queue()\nq.ge|t()', 'Queue.get'],
  ['from threading import RLock\nlock = RLock()\nlock.acq|uire()', 'Lock.acquire'],
  [
    'from multiprocessing import Pool\nwith Pool(4) as pool:\n    pool.imap_un|ordered(f, xs)',
    'Pool.imap_unordered',
  ],
  [
    'import threading\nclass A:\n  def f(self):\n    self.done = threading.Event()\n    self.done.wa|it()',
    'Event.wait',
  ],
  ['from multiprocessing import Pipe\na, b = Pipe()\nb.rec|v()', 'Connection.recv'],
  ['import multiprocessing as mp\nctx = mp.get_context("spawn")\nctx.Process|()', 'Process'],
  [
    'from concurrent.futures import ProcessPoolExecutor\nwith ProcessPoolExecutor() as ex:\n  f = ex.submit(g)\n  f.res|ult()',
    'Future.result',
  ],
  ['from multiprocessing import Process\nfor p in processes:\n  p.jo|in()', 'Process.join'],
])('members are found by what made their owner: %j', (program, name) => {
  expect(at(program)).toEqual([name])
})

test.each([
  '# see Process|',
  'import numpy as np\nnp.Queue|()',
  'x = 12.5|',
  'words.joi|n(",")',
  'Process|()',
])('nothing is said of %j', program => {
  expect(at(program)).toEqual([])
})
