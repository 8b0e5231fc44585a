import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as six from 'graphql-ws';
import * as five from 'graphql-ws-5';
import WebSocket from 'ws';
import {Heard, Node} from './node.mjs';
import {asked, stock} from './stock.mjs';

stock('graphql-ws 6', (url) => asked(six.createClient({url, webSocketImpl: WebSocket})));
stock('graphql-ws 5', (url) => asked(five.createClient({url, webSocketImpl: WebSocket})));

const withNode = async (use) => {
  const node = await Node.start();
  try {
    await use(node.url);
  } finally {
    await node.stop();
  }
};
const event = (client, name) => new Promise((resolve) => client.on(name, resolve));

describe('graphql-ws', {timeout: 60_000}, () => {
  test('its pings are answered, with their payload', () => withNode(async (url) => {
    const client = six.createClient({url, webSocketImpl: WebSocket, lazy: false, keepAlive: 20});
    const pongs = new Heard();
    client.on('pong', (received, payload) => received && pongs.next(payload));
    await pongs.first(3);
    await client.dispose();
  }));

  test('lazy: it connects for its first operation and leaves after its last', () => withNode(async (url) => {
    const client = six.createClient({url, webSocketImpl: WebSocket, lazy: true});
    const closed = event(client, 'closed');
    const result = await asked(client).query('{ node { connections } }');
    assert.equal(result.data.node.connections, 1);
    assert.equal((await closed).code, 1000);
  }));

  test('eager: it is acknowledged without any operation', () => withNode(async (url) => {
    const client = six.createClient({url, webSocketImpl: WebSocket, lazy: false,
      connectionParams: {token: 'anything'}});
    await event(client, 'connected');
    await client.dispose();
  }));

  test('connectionAckWaitTimeout: the ack is in time', () => withNode(async (url) => {
    const client = six.createClient({url, webSocketImpl: WebSocket, connectionAckWaitTimeout: 10_000});
    const result = await asked(client).query('{ node { name } }');
    assert.equal(result.data.node.name, 'tested');
    await client.dispose();
  }));

  test('a live id again is fatal: 4409, and it does not come back', () => withNode(async (url) => {
    const client = six.createClient({url, webSocketImpl: WebSocket, generateID: () => 'same'});
    const both = [0, 1].map(() => {
      const heard = new Heard();
      client.subscribe({query: 'subscription { topic(name: "t") { id } }'}, heard);
      return heard.ended;
    });
    const [first, second] = await Promise.allSettled(both);
    const codes = [first, second].map((end) => end.reason?.code).filter(Boolean);
    assert.ok(codes.includes(4409), String(codes));
    await client.dispose();
  }));
});
