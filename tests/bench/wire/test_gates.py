"""What a change must not make worse, where that can be told on any machine: memory, loss, instructions."""

import os
import re
import resource
import subprocess
import tempfile
import unittest

import load
from servers import NODE, Server

PROGRAMS = os.environ['PROGRAMS']
COMMAND = [f'{PROGRAMS}/mitos', *NODE, '--io-threads', '1']

# Bytes of a connection, with a margin of a twentieth or so over what was measured: it is the same to a few bytes in each run.
IDLE_BYTES = 2560
SUBSCRIBED_BYTES = 2800
CONNECTIONS = min(5000, resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 1500)
LEFT_BYTES = 2  # of each connection that has gone; a page more or less of the whole is 0.2

# By name: the load, its smaller count, how many units of work it does for each of that, and how many instructions
# one may take. The margin is a fifth, since compilers differ.
INSTRUCTIONS = {
    'connection': ('churn --settle 0.1', 100, 1.2, 101_000),
    'operation': ('operations --connections 4', 100, 4, 28_000),
    'operation, 16 in flight': ('operations --connections 4 --in-flight 16', 100, 4, 27_000),
    'delivery': ('deliveries --connections 100', 10, 100, 4_300),
    'streamed message': ('streams --connections 2', 1000, 2, 3_500),
}


class Memory(unittest.TestCase):
    def measured(self, *arguments):
        with Server(COMMAND) as node:
            result = load.put(PROGRAMS, node, *arguments)
        self.assertNotIn('error', result)
        print(result)
        return result

    @unittest.skipIf(CONNECTIONS < 1000, 'ulimit -n allows too few connections')
    def test_of_connections_that_are_open(self):
        result = self.measured('memory', '--connections', CONNECTIONS)
        self.assertLessEqual(result['idle_bytes_per_unit'], IDLE_BYTES)
        self.assertLessEqual(result['subscribed_bytes_per_unit'], SUBSCRIBED_BYTES)

    def test_of_connections_that_have_gone(self):
        self.assertLessEqual(self.measured('churn', '--count', 50000)['growth_bytes_per_unit'], LEFT_BYTES)


class Deliveries(unittest.TestCase):
    """The load ends with an error where a message is lost, comes twice or out of order."""

    def check(self, *arguments, threads=1):
        with Server([*COMMAND[:-1], str(threads)]) as node:
            self.assertNotIn('error', load.put(PROGRAMS, node, *arguments))

    def test_every_event_comes_to_every_subscriber_once_and_in_order(self):
        for threads in (1, 2):
            with self.subTest(threads=threads):
                self.check('deliveries', '--connections', 500, '--count', 200, threads=threads)

    def test_every_message_of_a_stream_comes_once_and_in_order(self):
        for threads in (1, 2):
            with self.subTest(threads=threads):
                self.check('streams', '--connections', 8, '--count', 10000, threads=threads)

    def test_every_operation_is_answered_once(self):
        self.check('operations', '--connections', 32, '--in-flight', 16, '--count', 500, threads=2)


def counts():
    """Whether valgrind works here."""
    try:
        return subprocess.run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', 'true'],
                              capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


@unittest.skipUnless(counts(), 'valgrind is not installed or does not work here: instructions are not counted')
class Instructions(unittest.TestCase):
    def total(self, *arguments):
        """All that the node executes, from its start to its end."""
        with tempfile.NamedTemporaryFile() as counted:
            counter = ['valgrind', '--tool=callgrind', f'--callgrind-out-file={counted.name}']
            # Whoever runs in slow motion is late.
            with Server([*counter, *COMMAND, '--max-lag', 'off', '--max-slow-lag', 'off']) as node:
                self.assertNotIn('error', load.put(PROGRAMS, node, *arguments))
                node.stop()
            text = counted.read().decode()
        return int(re.search(r'^(?:totals|summary): (\d+)', text, re.MULTILINE)[1])

    def test_of_each_unit_of_work(self):
        for name, (arguments, count, units, most) in INSTRUCTIONS.items():
            with self.subTest(name):
                few, many = (self.total(*arguments.split(), '--count', count * times) for times in (1, 5))
                each = (many - few) / (4 * count * units)
                print(f'{name}: {each:.0f} instructions, at most {most}')
                self.assertLessEqual(each, most)


if __name__ == '__main__':
    unittest.main()
