// No library: the protocol's own messages over ws.
import {randomUUID} from 'node:crypto';
import WebSocket from 'ws';
import {stock} from './stock.mjs';

class Socket {
  constructor(url) {
    this.url = url;
    this.running = new Map();
    this.waiting = [];
    this.open();
  }

  open() {
    this.ws = new WebSocket(this.url, 'graphql-transport-ws');
    this.acknowledged = new Promise((resolve) => this.onAck = resolve);
    this.ws.on('open', () => this.say({type: 'connection_init'}));
    this.ws.on('message', (text) => this.hear(JSON.parse(text)));
    this.ws.on('error', () => {}); // followed by close
    this.ws.on('close', (code) => this.left || code === 1000 || setTimeout(() => this.again(), 50));
  }

  again() {
    this.open();
    for (const [id, {payload}] of this.running)
      this.acknowledged.then(() => this.say({id, type: 'subscribe', payload}));
    this.acknowledged.then(() => this.waiting.splice(0).forEach((resolve) => resolve()));
  }

  say(message) { this.ws.send(JSON.stringify(message)); }

  hear({type, id, payload}) {
    if (type === 'connection_ack')
      return this.onAck();
    const sink = this.running.get(id)?.sink;
    if (type === 'next')
      return sink?.next(payload);
    this.running.delete(id);
    if (type === 'error')
      sink?.error(payload);
    if (type === 'complete')
      sink?.complete();
  }

  subscribe(query, variables, sink) {
    const id = randomUUID();
    const payload = {query, variables};
    this.running.set(id, {payload, sink});
    this.acknowledged.then(() => this.say({id, type: 'subscribe', payload}));
    return () => this.running.delete(id) && this.say({id, type: 'complete'});
  }

  query(query, variables) {
    return new Promise((resolve, reject) => {
      let result;
      this.subscribe(query, variables,
        {next: (value) => result = value, error: reject, complete: () => resolve(result)});
    });
  }

  reconnected() { return new Promise((resolve) => this.waiting.push(resolve)); }

  close() {
    this.left = true;
    this.ws.close(1000);
  }
}

stock('ws', (url) => new Socket(url));
