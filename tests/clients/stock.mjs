// What every stock client must be able to do with a node.
//
// connect(url) gives {query(text, variables), subscribe(text, variables, sink), reconnected(), close()}:
// query resolves to {data, errors?} or rejects; subscribe returns a function that unsubscribes;
// reconnected resolves when the client is acknowledged for the second time.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import * as graphql from 'graphql';
import {Heard, Node} from './node.mjs';

const topic = 'subscription ($name: String!) { topic(name: $name) { topic payload } }';
const publish = 'mutation ($name: String!, $payload: JSON!) { publish(topic: $name, payload: $payload) { topic } }';
const whoIsThere = '{ node { name topics } }';

const payloads = (heard) => heard.events.map((event) => event.data.topic.payload);

export function stock(name, connect) {
  describe(name, {timeout: 60_000}, () => {
    let node;
    let client;
    before(async () => {
      node = await Node.start();
      client = connect(node.url);
    });
    after(async () => {
      await client.close();
      assert.equal(await node.stop(), 0);
    });

    /** Operations of one connection start in order: an answered query says that what came before has started. */
    const started = () => client.query(whoIsThere);

    test('queries', async () => {
      const {data} = await client.query(whoIsThere);
      assert.equal(data.node.name, 'tested');
    });

    test('asks for the whole schema, as GraphiQL does, and can build it', async () => {
      const {data} = await client.query(graphql.getIntrospectionQuery());
      const schema = graphql.printSchema(graphql.buildClientSchema(data));
      const served = graphql.buildSchema(readFileSync(new URL('../../actors/default-schema.graphql', import.meta.url), 'utf8'));
      assert.equal(schema, graphql.printSchema(served));
    });

    test('mutates, with variables', async () => {
      const {data} = await client.query(publish, {name: 'nobody listens', payload: {a: [1, 'ü', null]}});
      assert.equal(data.publish.topic, 'nobody listens');
    });

    test('hears what another client publishes, in order', async () => {
      const heard = new Heard();
      const unsubscribe = client.subscribe(topic, {name: 'news'}, heard);
      await started();
      const publisher = connect(node.url);
      for (const payload of [1, {two: 2}, 'three'])
        await publisher.query(publish, {name: 'news', payload});
      await heard.first(3);
      assert.deepEqual(payloads(heard), [1, {two: 2}, 'three']);
      unsubscribe();
      await publisher.close();
    });

    test('hears a stream to its end', async () => {
      const heard = new Heard();
      client.subscribe('subscription { countdown(from: 3, every: 0) }', {}, heard);
      await heard.ended;
      assert.deepEqual(heard.events.map((event) => event.data.countdown), [3, 2, 1, 0]);
    });

    test('is told what is wrong with a request, and goes on', async () => {
      const fault = await client.query('{ thereIsNoSuchField }').then(({errors}) => errors, (error) => error);
      assert.match(fault.message ?? JSON.stringify(fault), /thereIsNoSuchField/);
      await client.query(whoIsThere);
    });

    test('hears nothing after it unsubscribed', async () => {
      const keeper = client.subscribe(topic, {name: 'keeps the socket open'}, new Heard());
      const heard = new Heard();
      const unsubscribe = client.subscribe(topic, {name: 'short'}, heard);
      await started();
      await client.query(publish, {name: 'short', payload: 'before'});
      await heard.first(1);
      unsubscribe();
      await client.query(publish, {name: 'short', payload: 'after'});
      for (let topics; topics !== 1;) // the node has let go, too
        topics = (await client.query(whoIsThere)).data.node.topics;
      assert.deepEqual(payloads(heard), ['before']);
      keeper();
    });

    test('comes back after a drain', async () => {
      const first = await Node.start();
      const lasting = connect(first.url);
      const heard = new Heard();
      lasting.subscribe(topic, {name: 'lasting'}, heard);
      await lasting.query(whoIsThere);
      const reconnected = lasting.reconnected();
      assert.equal(await first.stop(), 0);
      const second = await Node.start({port: first.port});
      await reconnected;
      await lasting.query(publish, {name: 'lasting', payload: 'here again'});
      await heard.first(1);
      assert.deepEqual(payloads(heard), ['here again']);
      await lasting.close();
      assert.equal(await second.stop(), 0);
    });
  });
}

/** connect's answer for a client of graphql-ws. */
export function asked(client) {
  return {
    query: (query, variables) => new Promise((resolve, reject) => {
      let result;
      client.subscribe({query, variables},
        {next: (value) => result = value, error: reject, complete: () => resolve(result)});
    }),
    subscribe: (query, variables, sink) => client.subscribe({query, variables}, sink),
    reconnected: () => new Promise((resolve) => client.on('connected', resolve)),
    close: () => client.dispose(),
  };
}
