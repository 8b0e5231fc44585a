"""The program as a person runs it: started, read by its log, ended by its pid."""

import asyncio
import os
import re
import subprocess
import threading
import unittest

PROGRAM = os.environ['MITOS']
LIMIT = 60  # seconds that anything may take


def environment(extra=None):
    clean = {name: value for name, value in os.environ.items() if not name.startswith('MITOS')}
    return {**clean, **(extra or {})}


def run(*arguments, env=None, **more):
    """Runs the program to its end."""
    return subprocess.run([PROGRAM, *arguments], env=environment(env), capture_output=True, text=True,
                          timeout=LIMIT, stdin=subprocess.DEVNULL, **more)


def within_limit(test):
    """An async test, bounded."""
    async def bounded(self):
        await asyncio.wait_for(test(self), LIMIT)
    bounded.__name__ = test.__name__
    return bounded


class Node:
    """A node on a free port, from its ready line to its end."""

    def __init__(self, *arguments, listen='127.0.0.1:0', env=None, within=(), **more):
        self.process = subprocess.Popen([*within, PROGRAM, 'node', '--listen', listen, *arguments],
                                        env=environment(env), stdin=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True, **more)
        self.log = []
        self.grown = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        ready = self.wait_for_log(r' ready: .*//([^ /]+):(\d+)/')
        self.host = ready[1].strip('[]')
        self.port = int(ready[2])

    def _read(self):
        for line in self.process.stderr:
            with self.grown:
                self.log.append(line)
                self.grown.notify_all()
        with self.grown:
            self.log.append(None)
            self.grown.notify_all()

    def cluster_port(self):
        """Where it listens for its peers."""
        return int(self.wait_for_log(r' cluster ".*": as .* at \S*:(\d+)[, )]')[1])

    def wait_for_log(self, pattern, after=0):
        """The first match behind so many lines."""
        def found():
            hits = [re.search(pattern, line) for line in self.log[after:] if line]
            return next((hit for hit in hits if hit), None) or (self.log and self.log[-1] is None)

        with self.grown:
            hit = self.grown.wait_for(found, LIMIT)
        if not isinstance(hit, re.Match):
            raise AssertionError(f'{pattern!r} is not in the log:\n' + ''.join(filter(None, self.log)))
        return hit

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self):
        """The exit code."""
        code = self.process.wait(LIMIT)
        self.reader.join(LIMIT)
        return code

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(LIMIT)
        self.reader.join(LIMIT)
        self.process.stderr.close()


class ProgramTest(unittest.TestCase):
    maxDiff = None

    def node(self, *arguments, **more):
        started = Node(*arguments, **more)
        self.addCleanup(started.end)
        return started
