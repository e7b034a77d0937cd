"""Runs a command with a terminal as its stdout, and copies to stdout what it prints there.

Into a pipe Python writes only when its buffer is full or it ends; at a terminal, line by line. The page's console is a terminal.
"""
import os
import pty
import subprocess
import sys
import termios

ours, theirs = pty.openpty()
attributes = termios.tcgetattr(theirs)
# Text as it is: no carriage returns before newlines.
attributes[1] &= ~termios.OPOST
termios.tcsetattr(theirs, termios.TCSANOW, attributes)
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=theirs)
os.close(theirs)
while True:
    try:
        text = os.read(ours, 4096)
    except OSError:
        # Linux says so when nobody has the other end open any more.
        break
    if not text:
        break
    sys.stdout.buffer.write(text)
code = child.wait()
sys.exit(code if code >= 0 else 128 - code)
