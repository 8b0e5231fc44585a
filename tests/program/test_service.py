"""What systemd is told: a node behind a NOTIFY_SOCKET."""

import os
import signal
import socket
import tempfile
import unittest

from program import LIMIT, ProgramTest


class Manager:
    """Hears what the service manager would."""

    def __init__(self, folder):
        self.path = f'{folder}/notify'
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.settimeout(LIMIT)
        self.socket.bind(self.path)

    def hear(self):
        return dict(line.split('=', 1) for line in self.socket.recv(4096).decode().splitlines())


class Service(ProgramTest):
    def managed(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        manager = Manager(folder.name)
        self.addCleanup(manager.socket.close)
        return manager

    def test_it_says_ready_once_it_serves_and_stopping_once_it_drains(self):
        manager = self.managed()
        node = self.node('--drain', '3s', env={'NOTIFY_SOCKET': manager.path})
        ready = manager.hear()
        self.assertEqual(ready['READY'], '1')
        self.assertEqual(ready['STATUS'], f'serving at 127.0.0.1:{node.port}')
        socket.create_connection((node.host, node.port)).close()
        node.signal(signal.SIGTERM)
        stopping = manager.hear()
        self.assertEqual(stopping['STOPPING'], '1')
        self.assertEqual(stopping['EXTEND_TIMEOUT_USEC'], '8000000')
        self.assertEqual(node.wait(), 0)

    def test_a_manager_that_is_gone_is_no_matter(self):
        manager = self.managed()
        os.unlink(manager.path)
        node = self.node(env={'NOTIFY_SOCKET': manager.path})
        node.signal(signal.SIGTERM)
        self.assertEqual(node.wait(), 0)


if __name__ == '__main__':
    unittest.main()
