"""Nodes on machines of their own: network namespaces with a switch between them, whose cables can be pulled."""

import datetime
import os
import shutil
import subprocess
import tempfile
import time
import unittest

from program import LIMIT, Node, ProgramTest

GONE = 3  # seconds in which a member that has vanished is gone, at most


def ip(*words):
    subprocess.run(['ip', *words], check=True, capture_output=True, text=True, timeout=LIMIT)


def can_make_namespaces():
    name = f'mitos{os.getpid()}x'
    try:
        ip('netns', 'add', name)
        ip('netns', 'delete', name)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


class Switch:
    """Namespaces 10.77.0.1, 10.77.0.2, ... on one bridge."""

    def __init__(self, count):
        prefix = f'mitos{os.getpid()}'
        self.name = f'{prefix}s'
        self.made = []
        self._add(self.name)
        ip('-n', self.name, 'link', 'add', 'bridge', 'type', 'bridge')
        ip('-n', self.name, 'link', 'set', 'bridge', 'up')
        self.places = [f'{prefix}n{n}' for n in range(count)]
        for n, place in enumerate(self.places):
            self._add(place)
            ip('-n', self.name, 'link', 'add', f'port{n}', 'type', 'veth', 'peer', 'name', 'net', 'netns', place)
            ip('-n', self.name, 'link', 'set', f'port{n}', 'master', 'bridge', 'up')
            ip('-n', place, 'address', 'add', f'10.77.0.{n + 1}/24', 'dev', 'net')
            ip('-n', place, 'link', 'set', 'net', 'up')
            ip('-n', place, 'link', 'set', 'lo', 'up')

    def _add(self, name):
        ip('netns', 'add', name)
        self.made.append(name)

    def pull(self, n):
        ip('-n', self.name, 'link', 'set', f'port{n}', 'down')

    def plug(self, n):
        ip('-n', self.name, 'link', 'set', f'port{n}', 'up')

    def end(self):
        for name in self.made:
            ip('netns', 'delete', name)


@unittest.skipUnless(shutil.which('ip') and can_make_namespaces(), 'network namespaces need ip(8) and its rights')
class Network(ProgramTest):
    def setUp(self):
        self.switch = Switch(3)
        self.addCleanup(self.switch.end)
        secret = tempfile.NamedTemporaryFile('w')
        self.addCleanup(secret.close)
        secret.write('thirty-two bytes of a good secret\n')
        secret.flush()
        self.nodes = []
        for n, name in enumerate('abc'):
            joins = ['--join', '10.77.0.1:7946'] if n else []
            node = Node('--name', name, '--cluster-listen', f'10.77.0.{n + 1}:7946', *joins,
                        '--cluster-secret-file', secret.name, within=['ip', 'netns', 'exec', self.switch.places[n]])
            self.addCleanup(node.end)
            self.nodes.append(node)
        for node, others in zip(self.nodes, ('bc', 'ac', 'ab')):
            for other in others:
                node.wait_for_log(rf' {other} \(10\.77\.0\.\d:7946\) has joined')

    def said_within(self, node, pattern, began, seconds):
        line = node.wait_for_log(rf'(\S+)Z info cluster: {pattern}')
        at = datetime.datetime.fromisoformat(line[1] + '+00:00').timestamp()
        self.assertLessEqual(at - began, seconds, line[0])

    def test_a_cable_that_is_pulled_makes_two_clusters_and_one_again(self):
        a, b, c = self.nodes
        began = time.time()
        self.switch.pull(0)
        for node in (b, c):
            self.said_within(node, r'a \(.*\) is SUSPECT', began, GONE)
            self.said_within(node, r'a \(.*\) is gone', began, GONE)
        for other in 'bc':
            self.said_within(a, rf'{other} \(.*\) is gone', began, GONE)
        marks = [len(node.log) for node in self.nodes]
        self.switch.plug(0)
        for node, mark, others in zip(self.nodes, marks, ('bc', 'a', 'a')):
            for other in others:
                node.wait_for_log(rf'cluster: {other} \(.*\) has joined', after=mark)
        for node, other in ((b, 'c'), (c, 'b')):
            self.assertFalse([line for line in node.log if f' {other} (' in line and ('SUSPECT' in line or 'gone' in line)])


if __name__ == '__main__':
    unittest.main()
