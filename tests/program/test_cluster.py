"""Nodes that form a cluster: what they are told, what they say, and what their clients hear."""

import asyncio
import itertools
import re
import signal
import socket
import struct
import tempfile
import time
import unittest

from program import LIMIT, ProgramTest, run, within_limit
from websocket import Client, fetch

GONE = 3  # seconds in which a member that has vanished is gone, at most


def subscribe(id, query, **variables):
    return {'id': id, 'type': 'subscribe', 'payload': {'query': query, 'variables': variables}}


def publish(id, topic, payload):
    return subscribe(id, 'mutation($t: String!, $p: JSON!) { publish(topic: $t, payload: $p) { id } }',
                     t=topic, p=payload)


class Listener:
    """A subscriber of a topic, who hears while the test does something else."""

    @classmethod
    async def of(cls, node, topic='chat'):
        self = cls()
        self.events, self.gaps = [], []
        self.grown = asyncio.Condition()
        self.client = await Client.ready(node.port)
        self.client.say(subscribe('1', 'subscription($t: String!) { topic(name: $t) { payload } }', t=topic))
        self.task = asyncio.create_task(self._hear())
        return self

    async def _hear(self):
        while (message := await self.client.hear()) is not None:
            async with self.grown:
                self.events.append(message['payload']['data']['topic']['payload'])
                if 'extensions' in message['payload']:
                    self.gaps.append(message['payload']['extensions']['mitos']['gap'])
                self.grown.notify_all()

    async def until(self, found):
        """Waits until what was heard has that."""
        async with self.grown:
            await self.grown.wait_for(lambda: found(self.events))

    def heard_of(self, name):
        """The numbers that this speaker has said, in the order in which they were heard."""
        return [event['n'] for event in self.events if event.get('by') == name]

    def is_connected(self):
        return not self.task.done()


class Speaker:
    """Publishes numbers, each when the one before it was taken."""

    @classmethod
    async def of(cls, node, name, topic='chat'):
        self = cls()
        self.name, self.topic = name, topic
        self.ids = itertools.count()
        self.client = await Client.ready(node.port)
        return self

    async def says(self, payload):
        id = str(next(self.ids))
        self.client.say(publish(id, self.topic, payload))
        answer = await self.client.hear()
        assert answer['type'] == 'next' and 'errors' not in answer['payload'], answer
        end = await self.client.hear()
        assert end == {'id': id, 'type': 'complete'}, end

    async def counts(self, numbers):
        for n in numbers:
            await self.says({'by': self.name, 'n': n})

    async def is_heard_by(self, listener):
        """Says hello until it is heard: from there on nothing of this speaker is missed."""
        hello = {'hello': f'{self.name} {id(listener)}'}
        while hello not in listener.events:
            await self.says(hello)


class ClusterTest(ProgramTest, unittest.IsolatedAsyncioTestCase):
    def member(self, name, *more, seeds=(), at='127.0.0.1:0', **others):
        joins = [word for seed in seeds for word in ('--join', f'127.0.0.1:{seed.cluster_port()}')]
        return self.node('--name', name, '--cluster-listen', at, *joins, *more, **others)

    async def three(self, *more):
        a = self.member('a', *more)
        nodes = [a, self.member('b', *more, seeds=[a]), self.member('c', *more, seeds=[a])]
        for node in nodes:
            await self.sees(node, a='UP', b='UP', c='UP')
        return nodes

    async def sees(self, node, within=LIMIT, **expected):
        """Waits until these are the node's members. It asks whenever the node's own countdown ticks."""
        deadline = time.monotonic() + within
        client = await Client.ready(node.port)
        client.say(subscribe('tick', 'subscription { countdown(from: 1000000, every: 20) }'))
        ids, seen = itertools.count(), None
        while True:
            message = await client.hear()
            if message['id'] == 'tick':
                self.assertLess(time.monotonic(), deadline, f'{seen} is not {expected} within {within} s')
                client.say(subscribe(str(next(ids)), '{ members { name state } }'))
            elif message['type'] == 'next':
                seen = {one['name']: one['state'] for one in message['payload']['data']['members']}
                if seen == expected:
                    return client.leave()


class Told(ClusterTest):
    def refused(self, *arguments, saying):
        done = run('node', '--listen', '127.0.0.1:0', *arguments)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(saying, done.stderr)

    def test_options_that_need_a_cluster(self):
        self.refused('--join', '127.0.0.1:7946', saying='join is given without cluster-listen')
        self.refused('--cluster-insecure', saying='cluster-insecure is given without cluster-listen')

    def test_a_secret_and_certificates(self):
        self.refused('--cluster-listen', '127.0.0.1:0', '--cluster-secret-file', 'f', '--cluster-cert', 'f',
                     saying='leave one of them out')

    def test_half_of_the_certificates(self):
        self.refused('--cluster-listen', '127.0.0.1:0', '--cluster-cert', 'f', '--cluster-ca', 'f',
                     saying='cluster-cert is given without cluster-key')

    def test_other_machines_without_secret_or_certificates(self):
        self.refused('--cluster-listen', '192.0.2.1:0', saying='or say --cluster-insecure')

    def test_every_address_without_one_for_peers(self):
        self.refused('--cluster-listen', ':0', '--cluster-insecure', saying='write --cluster-advertise HOST:PORT')

    def test_a_name_that_nobody_knows(self):
        self.refused('--cluster-listen', 'no-such-host.invalid:0', '--cluster-insecure',
                     saying='cluster-listen: "no-such-host.invalid"')

    def test_it_says_that_it_takes_no_part(self):
        self.node().wait_for_log(r'info no cluster: topics are this node\'s own; --cluster-listen makes it take part')

    def test_it_says_how_it_takes_part(self):
        node = self.member('a', '--cluster-name', 'blue')
        node.wait_for_log(r'info cluster "blue": as a at 127\.0\.0\.1:\d+, without TLS, waiting to be joined')
        other = self.member('b', '--join', '127.0.0.1:1', '--join', 'localhost:2')
        other.wait_for_log(r'cluster "mitos": as b at 127\.0\.0\.1:\d+, .*, joining 127\.0\.0\.1:1, localhost:2')
        third = self.member('c', '--cluster-advertise', 'c.example:7946')
        third.wait_for_log(r'as c at c\.example:7946 \(listening at 127\.0\.0\.1:\d+\), ')


class Metrics(ClusterTest):
    LINE = re.compile(r'(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? \d+(\.\d+)?)')

    @within_limit
    async def test_prometheus_can_read_them(self):
        node = self.node('--metrics')
        client = await Client.ready(node.port)
        status, fields, body = await fetch(node.port, '/metrics')
        self.assertEqual(status, 200)
        self.assertEqual(fields['Content-Type'], 'text/plain; version=0.0.4; charset=utf-8')
        for line in body.splitlines():
            self.assertRegex(line, re.compile(f'^{self.LINE.pattern}$'))
        self.assertIn('\nmitos_connections 1\n', body)
        self.assertIn('\nmitos_topics 0\n', body)
        self.assertNotIn('cluster', body)
        client.leave()

    @within_limit
    async def test_they_are_served_where_they_are_wanted_only(self):
        node = self.node('--metrics')
        self.assertEqual((await fetch(node.port, '/metrics', method='POST'))[0], 405)
        self.assertEqual((await fetch(self.node().port, '/metrics'))[0], 404)

    @within_limit
    async def test_a_member_tells_of_itself(self):
        node = self.member('a', '--metrics')
        body = (await fetch(node.port, '/metrics'))[2]
        self.assertRegex(body, r'\nmitos_cluster_member\{node="a",address="127\.0\.0\.1:\d+",id="\w+",state="UP"\} 1\n')


class Chat(ClusterTest):
    """What people on three nodes say to each other."""

    @within_limit
    async def test_everybody_hears_everything_once_and_in_order(self):
        nodes = await self.three('--metrics')
        listeners = [await Listener.of(node) for node in nodes]
        speakers = [await Speaker.of(node, name) for node, name in zip(nodes, 'abc')]
        for speaker, listener in itertools.product(speakers, listeners):
            await speaker.is_heard_by(listener)
        await asyncio.gather(*(speaker.counts(range(200)) for speaker in speakers))
        for speaker in speakers:
            await speaker.says({'end': speaker.name})
        for listener in listeners:
            await listener.until(lambda events: sum('end' in event for event in events) == 3)
            for speaker in speakers:
                self.assertEqual(listener.heard_of(speaker.name), list(range(200)))
            self.assertEqual(listener.gaps, [])
        body = (await fetch(nodes[0].port, '/metrics'))[2]
        self.assertEqual(len(re.findall(r'^mitos_cluster_member\{.*state="UP"\} 1$', body, re.M)), 3)
        sent = re.findall(r'^mitos_cluster_events_out_total\{node="[bc]",.*\} (\d+)$', body, re.M)
        self.assertEqual([int(n) >= 200 for n in sent], [True, True])

    @within_limit
    async def test_any_order_of_starts_makes_a_mesh(self):
        held = [socket.socket() for _ in range(3)]
        for one in held:
            one.bind(('127.0.0.1', 0))
        ports = [one.getsockname()[1] for one in held]
        for one in held:
            one.close()
        joins = [word for port in ports for word in ('--join', f'127.0.0.1:{port}')]
        nodes = [self.member(name, *joins, at=f'127.0.0.1:{port}') for name, port in zip('abc', ports)]
        for node in nodes:
            await self.sees(node, a='UP', b='UP', c='UP')

    @within_limit
    async def test_a_node_that_is_killed_matters_to_its_own_clients_only(self):
        a, b, c = await self.three()
        on_b, on_c = await Listener.of(b), await Listener.of(c)
        speaker = await Speaker.of(b, 'b')
        await speaker.is_heard_by(on_b)
        await speaker.is_heard_by(on_c)
        speaking = asyncio.create_task(speaker.counts(range(500)))
        own = await Client.ready(a.port)
        port, cluster_port = a.port, a.cluster_port()
        a.signal(signal.SIGKILL)
        self.assertEqual(await own.end(), 1006)
        await asyncio.gather(self.sees(b, within=GONE, b='UP', c='UP'), self.sees(c, within=GONE, b='UP', c='UP'))
        await speaking
        for listener in (on_b, on_c):
            await listener.until(lambda _: len(listener.heard_of('b')) == 500)
            self.assertEqual(listener.heard_of('b'), list(range(500)))
            self.assertTrue(listener.is_connected())

        again = self.member('a', seeds=[b], at=f'127.0.0.1:{cluster_port}', listen=f'127.0.0.1:{port}')
        for node in (again, b, c):
            await self.sees(node, a='UP', b='UP', c='UP')
        newcomer = await Speaker.of(again, 'a')
        await newcomer.is_heard_by(on_c)
        await newcomer.counts(range(100))
        await on_c.until(lambda _: len(on_c.heard_of('a')) == 100)
        self.assertEqual(on_c.heard_of('a'), list(range(100)))
        self.assertTrue(on_b.is_connected() and on_c.is_connected())

    @within_limit
    async def test_a_node_that_drains_takes_leave_and_nothing_is_lost(self):
        a, b, c = await self.three()
        on_b = await Listener.of(b)
        leaver, stayer = await Speaker.of(a, 'a'), await Speaker.of(c, 'c')
        await leaver.is_heard_by(on_b)
        await stayer.is_heard_by(on_b)
        await leaver.counts(range(100))
        own = await Client.ready(a.port)
        a.signal(signal.SIGTERM)
        self.assertEqual(await own.end(), 1012)
        for node in (b, c):
            node.wait_for_log(r' a \(127\.0\.0\.1:\d+\) is leaving')
            node.wait_for_log(r' a \(127\.0\.0\.1:\d+\) has left')
            await self.sees(node, b='UP', c='UP')
        self.assertEqual(a.wait(), 0)
        await stayer.counts(range(10))
        await on_b.until(lambda _: len(on_b.heard_of('c')) == 10)
        self.assertEqual(on_b.heard_of('a'), list(range(100)))
        self.assertEqual(on_b.gaps, [])

    @within_limit
    async def test_who_drains_is_leaving_and_serves_meanwhile(self):
        a = self.member('a', '--drain', '50s', '--closing-timeout', '50s')
        b = self.member('b', seeds=[a])
        await self.sees(b, a='UP', b='UP')
        stubborn = await Client.ready(a.port)
        stubborn.answers_close = False
        a.signal(signal.SIGTERM)
        self.assertEqual(await stubborn.end(), 1012)
        await self.sees(b, a='LEAVING', b='UP')
        stubborn.leave()
        self.assertEqual(await asyncio.to_thread(a.wait), 0)
        await self.sees(b, b='UP')

    @within_limit
    async def test_a_node_that_stands_still_is_suspect_then_gone_then_back(self):
        a, b, c = await self.three('--max-lag', 'off', '--max-slow-lag', 'off')  # it is late when it goes on
        on_a, on_c = await Listener.of(a), await Listener.of(c)
        speaker, sleeper = await Speaker.of(a, 'a'), await Speaker.of(b, 'b')
        await speaker.is_heard_by(on_c)
        await sleeper.is_heard_by(on_a)
        b.signal(signal.SIGSTOP)
        self.addCleanup(b.signal, signal.SIGCONT)
        await asyncio.gather(self.sees(a, within=GONE, a='UP', b='SUSPECT', c='UP'),
                             self.sees(a, within=GONE, a='UP', c='UP'), self.sees(c, within=GONE, a='UP', c='UP'))
        await speaker.counts(range(100))
        await on_c.until(lambda _: on_c.heard_of('a') == list(range(100)))
        b.signal(signal.SIGCONT)
        for node in (a, b, c):
            await self.sees(node, a='UP', b='UP', c='UP')
        await sleeper.counts(range(100))
        await on_a.until(lambda _: len(on_a.heard_of('b')) == 100)
        self.assertEqual(on_a.heard_of('b'), list(range(100)))
        self.assertEqual({node for gap in on_a.gaps for node in gap['nodes']}, {'b'})


class Strangers(ClusterTest):
    @within_limit
    async def test_nodes_of_two_clusters_refuse_each_other_by_name(self):
        red = self.member('a', '--cluster-name', 'red')
        blue = self.member('b', '--cluster-name', 'blue', seeds=[red])
        for node in (red, blue):
            line = node.wait_for_log(r' warn.* refused.*')[0]
            self.assertIn('"red"', line)
            self.assertIn('"blue"', line)
        await self.sees(red, a='UP')
        await self.sees(blue, b='UP')

    @within_limit
    async def test_a_node_of_another_version_is_refused_with_both(self):
        node = self.member('a')
        hello = b'\0mitos' + struct.pack('<HI', 999, 5) + b'mitos' + b'what only that version knows'
        reader, writer = await asyncio.open_connection('127.0.0.1', node.cluster_port())
        writer.write(struct.pack('<I', len(hello)) + hello)
        said = await reader.read()
        for text in (said.decode(errors='replace'), node.wait_for_log(r' warn.* refused.*')[0]):
            self.assertRegex(text, r'version 999 .*version \d+')
        writer.close()

    def secret(self, text):
        file = tempfile.NamedTemporaryFile('w')
        self.addCleanup(file.close)
        file.write(text)
        file.flush()
        return '--cluster-secret-file', file.name

    @within_limit
    async def test_a_secret_makes_a_cluster(self):
        nodes = await self.three(*self.secret('thirty-two bytes of a good secret\n'))
        nodes[0].wait_for_log(r'cluster "mitos": as a at .*, TLS by secret, ')

    @within_limit
    async def test_a_node_with_another_secret_is_refused(self):
        a = self.member('a', *self.secret('one secret of thirty-two bytes..'))
        b = self.member('b', *self.secret('another one of thirty-two bytes.'), seeds=[a])
        b.wait_for_log(rf' warn.*127\.0\.0\.1:{a.cluster_port()}')
        a.wait_for_log(r' warn.*127\.0\.0\.1:\d+')
        await self.sees(a, a='UP')
        await self.sees(b, b='UP')

    @within_limit
    async def test_a_node_without_the_secret_is_refused(self):
        a = self.member('a', *self.secret('one secret of thirty-two bytes..'))
        b = self.member('b', seeds=[a])
        b.wait_for_log(rf' warn.*127\.0\.0\.1:{a.cluster_port()}')
        await self.sees(a, a='UP')
        await self.sees(b, b='UP')

    def test_a_secret_that_is_none(self):
        for options in (self.secret('short'), ('--cluster-secret-file', '/none')):
            done = run('node', '--listen', '127.0.0.1:0', '--cluster-listen', '127.0.0.1:0', *options)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(options[1], done.stderr)

    def test_certificates_that_are_not_there(self):
        done = run('node', '--listen', '127.0.0.1:0', '--cluster-listen', '127.0.0.1:0', '--cluster-cert', '/none.pem',
                   '--cluster-key', '/none.key', '--cluster-ca', '/none.ca')
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn('/none.', done.stderr)

    def test_an_address_in_use(self):
        taken = self.member('a').cluster_port()
        done = run('node', '--listen', '127.0.0.1:0', '--cluster-listen', f'127.0.0.1:{taken}')
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(f'127.0.0.1:{taken}', done.stderr)


if __name__ == '__main__':
    unittest.main()
