import asyncio
import os
import re
import resource
import signal
import subprocess
import unittest

from program import LIMIT, PROGRAM, ProgramTest, environment, within_limit
from websocket import Client, ask, get


class Life(ProgramTest, unittest.IsolatedAsyncioTestCase):
    @within_limit
    async def test_live_and_ready(self):
        node = self.node()
        self.assertEqual(await get(node.port, '/live'), 200)
        self.assertEqual(await get(node.port, '/ready'), 200)

    @within_limit
    async def test_a_drain_tells_a_thousand_clients_to_come_back(self):
        node = self.node('--drain', '10s')
        clients = []
        for _ in range(20):
            clients += await asyncio.gather(*(Client.ready(node.port) for _ in range(50)))
        node.signal(signal.SIGTERM)
        codes = await asyncio.gather(*(client.end() for client in clients))
        self.assertEqual(sorted(set(codes)), [1012])
        self.assertEqual(node.wait(), 0)

    @within_limit
    async def test_the_interrupt_key_drains_too(self):
        node = self.node()
        client = await Client.ready(node.port)
        node.signal(signal.SIGINT)
        self.assertEqual(await client.end(), 1012)
        self.assertEqual(node.wait(), 0)

    async def stubborn(self, port):
        """A client that has its close frame and does not answer: it holds a drain up."""
        client = await Client.ready(port)
        client.answers_close = False
        return client

    @within_limit
    async def test_while_it_drains_it_is_not_ready_and_takes_no_connection(self):
        node = self.node('--drain', '50s', '--closing-timeout', '50s')
        client = await self.stubborn(node.port)
        early = await asyncio.open_connection('127.0.0.1', node.port)
        await get(node.port, '/live')  # answered later than `early` was accepted
        node.signal(signal.SIGTERM)
        self.assertEqual(await client.end(), 1012)
        self.assertEqual(await ask(*early, '/ready'), 503)
        self.assertEqual(await get(node.port, '/ready'), 503)
        self.assertEqual(await get(node.port, '/live'), 200)
        with self.assertRaises(ConnectionError):
            await Client.connect(node.port)
        client.leave()
        early[1].close()
        self.assertEqual(node.wait(), 0)

    @within_limit
    async def test_a_drain_ends_in_time_whoever_stays(self):
        node = self.node('--drain', '200ms', '--closing-timeout', '50s')
        client = await self.stubborn(node.port)
        node.signal(signal.SIGTERM)
        self.assertEqual(await client.end(), 1012)
        self.assertEqual(node.wait(), 0)
        client.leave()

    @within_limit
    async def test_a_second_signal_ends_it_at_once(self):
        node = self.node('--drain', '50s', '--closing-timeout', '50s')
        client = await self.stubborn(node.port)
        node.signal(signal.SIGTERM)
        self.assertEqual(await client.end(), 1012)
        node.signal(signal.SIGTERM)
        self.assertEqual(node.wait(), 1)
        client.leave()

    @within_limit
    async def test_a_storm_of_hangups_is_not_noticed(self):
        node = self.node()
        client = await Client.ready(node.port)
        for round in range(100):
            for _ in range(100):
                node.signal(signal.SIGHUP)
            client.say({'type': 'ping', 'payload': {'round': round}})
            self.assertEqual(await client.hear(), {'type': 'pong', 'payload': {'round': round}})
        node.signal(signal.SIGTERM)
        self.assertEqual(await client.end(), 1012)
        self.assertEqual(node.wait(), 0)

    @within_limit
    async def test_a_log_that_nobody_reads_holds_nothing_up(self):
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        node = subprocess.Popen([PROGRAM, 'node', '--listen', '127.0.0.1:0', '--log-level', 'debug'],
                                stderr=writing, stdin=subprocess.DEVNULL, env=environment())
        self.addCleanup(lambda: node.poll() is None and (node.kill(), node.wait()))
        os.close(writing)
        log = ''
        while not (ready := re.search(r'//127.0.0.1:(\d+)/.*\n', log)):
            log += os.read(reading, 4096).decode()
        port = int(ready[1])
        for _ in range(500):  # two lines each: more than a pipe holds
            client = await Client.ready(port)
            client.leave()
        self.assertEqual(await get(port, '/live'), 200)
        node.send_signal(signal.SIGTERM)
        self.assertEqual(node.wait(LIMIT), 0)

    @within_limit
    async def test_without_files_it_says_what_to_do_and_serves_whom_it_can(self):
        few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60))
        node = self.node('--max-connections', '1000', preexec_fn=few)
        node.wait_for_log(r'warn.* ulimit -n is 60: .* raise it to 1512')
        crowd = await asyncio.gather(*(asyncio.open_connection('127.0.0.1', node.port) for _ in range(100)),
                                     return_exceptions=True)
        for _, writer in (pair for pair in crowd if not isinstance(pair, OSError)):
            writer.close()
        client = await Client.ready(node.port)
        node.signal(signal.SIGTERM)
        self.assertEqual(await client.end(), 1012)
        self.assertEqual(node.wait(), 0)

    @within_limit
    async def test_told_nothing_it_takes_as_many_connections_as_it_has_files_for(self):
        few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1000, 1400))
        node = self.node(preexec_fn=few)
        node.wait_for_log(r'ready: .* for 888 connections')
        self.assertFalse([line for line in node.log if ' warn' in line])


if __name__ == '__main__':
    unittest.main()
