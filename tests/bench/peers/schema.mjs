// The default schema of a node with the resolvers of a peer.
import {buildSchema} from 'graphql';
import {readFileSync} from 'node:fs';

const text = readFileSync(new URL('../../../actors/default-schema.graphql', import.meta.url), 'utf8');

/** By topic: whoever waits for its events. */
const audiences = new Map();
let published = 0;

/** The events of a topic, as what an async iterator yields. */
class Listener {
  #events = [];
  #wake = null;
  #over = false;

  constructor(topic) {
    this.topic = topic;
    if (!audiences.has(topic))
      audiences.set(topic, new Set());
    audiences.get(topic).add(this);
  }

  hear(event) {
    const result = {value: {topic: event}, done: false};
    if (this.#wake)
      this.#wake(result);
    else
      this.#events.push(result);
    this.#wake = null;
  }

  next() {
    if (this.#over)
      return Promise.resolve({value: undefined, done: true});
    if (this.#events.length > 0)
      return Promise.resolve(this.#events.shift());
    return new Promise((wake) => { this.#wake = wake; });
  }

  return() {
    this.#over = true;
    const audience = audiences.get(this.topic);
    if (audience?.delete(this) && audience.size === 0)
      audiences.delete(this.topic);
    this.#wake?.({value: undefined, done: true});
    return Promise.resolve({value: undefined, done: true});
  }

  [Symbol.asyncIterator]() { return this; }
}

function publish(_, {topic, payload}) {
  const event = {id: String(++published), topic, payload, at: new Date().toISOString(), node: 'peer'};
  for (const listener of audiences.get(topic) ?? [])
    listener.hear(event);
  return event;
}

async function* countdown(_, {from, every}) {
  for (let count = from; count >= 0; --count) {
    if (every > 0 && count < from)
      await new Promise((resume) => setTimeout(resume, every));
    yield {countdown: count};
  }
}

export const schema = buildSchema(text);
schema.getQueryType().getFields().node.resolve = () => ({name: 'peer'});
schema.getMutationType().getFields().publish.resolve = publish;
schema.getSubscriptionType().getFields().topic.subscribe = (_, {name}) => new Listener(name);
schema.getSubscriptionType().getFields().countdown.subscribe = countdown;
