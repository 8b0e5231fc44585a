import asyncio
import datetime
import glob
import os
import signal
import ssl
import subprocess
import tempfile
import unittest

from program import LIMIT, ProgramTest, within_limit
from websocket import Client, get

[FAKETIME] = glob.glob('/usr/lib/*/faketime/libfaketime.so.1') or [None]


class BadDays(ProgramTest, unittest.IsolatedAsyncioTestCase):
    def folder(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        return made.name

    async def serves(self, port, **more):
        """Whether a fresh client is served."""
        client = await Client.ready(port, **more)
        client.say({'type': 'subscribe', 'id': '1', 'payload': {'query': '{ node { name } }'}})
        self.assertEqual((await client.hear())['type'], 'next')
        client.leave()


@unittest.skipUnless(FAKETIME, 'the package faketime is not installed')
class ClockJumps(BadDays):
    def set_clock(self, jump):
        with open(self.clock + '.new', 'w') as file:
            file.write(jump)
        os.replace(self.clock + '.new', self.clock)

    async def time_of(self, client):
        """The node's own, of an event."""
        client.say({'type': 'subscribe', 'id': 'p', 'payload': {
            'query': 'mutation { publish(topic: "t", payload: 1) { at } }'}})
        at = (await client.hear())['payload']['data']['publish']['at']
        self.assertEqual(await client.hear(), {'id': 'p', 'type': 'complete'})
        return datetime.datetime.fromisoformat(at.replace('Z', '+00:00'))

    @within_limit
    async def test_no_timer_follows_the_clock_on_the_wall(self):
        self.clock = self.folder() + '/clock'
        self.set_clock('+0')
        node = self.node('--keep-alive', '50s', '--init-timeout', '50s', '--drain', '50s', env={
            'LD_PRELOAD': FAKETIME, 'FAKETIME_TIMESTAMP_FILE': self.clock, 'FAKETIME_NO_CACHE': '1',
            'FAKETIME_DONT_FAKE_MONOTONIC': '1', 'ASAN_OPTIONS': 'verify_asan_link_order=0'})
        client = await Client.ready(node.port)
        counter = await Client.ready(node.port)
        counter.say({'type': 'subscribe', 'id': 'c', 'payload': {
            'query': 'subscription { countdown(from: 40, every: 50) }'}})
        self.assertEqual((await counter.hear())['payload'], {'data': {'countdown': 40}})
        before = await self.time_of(client)
        for jump, hours in (('+1h', 1), ('-1h', -1), ('+0', 0)):
            waiting = await Client.connect(node.port)
            self.set_clock(jump)
            passed = await self.time_of(client) - before
            self.assertLess(abs(passed - datetime.timedelta(hours=hours)), datetime.timedelta(seconds=LIMIT))
            waiting.say({'type': 'connection_init'})
            self.assertEqual(await waiting.hear(), {'type': 'connection_ack'})
        for count in reversed(range(40)):
            self.assertEqual((await counter.hear())['payload'], {'data': {'countdown': count}})
        self.assertEqual(await counter.hear(), {'id': 'c', 'type': 'complete'})
        node.signal(signal.SIGTERM)
        self.assertEqual(await client.end(), 1012)


class Tls(BadDays):
    def secure_node(self):
        folder = self.folder()
        key, certificate = folder + '/key.pem', folder + '/certificate.pem'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
                        '-nodes', '-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1',
                        '-keyout', key, '-out', certificate], check=True, capture_output=True, timeout=LIMIT)
        self.trust = ssl.create_default_context(cafile=certificate)
        return self.node('--tls-cert', certificate, '--tls-key', key, '--tls-handshake-timeout', '1s')

    def handshake(self, node, *options, say=b''):
        """What openssl's client says of it; it stays until `say` is said."""
        command = ['openssl', 's_client', '-connect', f'127.0.0.1:{node.port}', *options]
        return subprocess.run(command, input=say, capture_output=True, timeout=LIMIT)

    @within_limit
    async def test_a_client_that_checks_the_certificate_is_served(self):
        node = self.secure_node()
        await self.serves(node.port, tls=self.trust)
        node.signal(signal.SIGTERM)
        self.assertEqual(node.wait(), 0)

    @within_limit
    async def test_versions(self):
        node = self.secure_node()
        weak = ('-cipher', 'ALL:@SECLEVEL=0')
        for options, served in ((('-tls1',) + weak, False), (('-tls1_1',) + weak, False),
                                (('-tls1_2',), True), (('-tls1_3',), True)):
            said = self.handshake(node, *options)
            with self.subTest(options):
                self.assertEqual(b'Cipher is (NONE)' not in said.stdout, served, said)
        await self.serves(node.port, tls=self.trust)

    @within_limit
    async def test_a_client_that_renegotiates_is_not_obeyed(self):
        node = self.secure_node()
        said = self.handshake(node, '-tls1_2', say=b'R\n')
        self.assertIn(b'no renegotiation', said.stderr)
        await self.serves(node.port, tls=self.trust)

    @within_limit
    async def test_misuse_ends_its_own_socket(self):
        node = self.secure_node()
        for bytes in (b'GET /graphql HTTP/1.1\r\nHost: a\r\n\r\n', b'\x16\x03\x01\x02\x00\x01', os.urandom(2000), b''):
            reader, writer = await asyncio.open_connection('127.0.0.1', node.port)
            writer.write(bytes)
            try:
                await reader.read()  # to its end, at the handshake's deadline at the latest
            except ConnectionError:
                pass
            writer.close()
            await self.serves(node.port, tls=self.trust)

    @within_limit
    async def test_a_client_that_does_not_trust_it_goes(self):
        node = self.secure_node()
        with self.assertRaises(ssl.SSLError):
            await Client.connect(node.port, tls=ssl.create_default_context())
        await self.serves(node.port, tls=self.trust)

    @within_limit
    async def test_a_cut_in_the_middle_is_no_end_of_the_node(self):
        node = self.secure_node()
        for _ in range(20):
            client = await Client.ready(node.port, tls=self.trust)
            client.writer.transport.abort()
        await self.serves(node.port, tls=self.trust)


if __name__ == '__main__':
    unittest.main()
