import WebSocket from 'ws';
import legacy from 'subscriptions-transport-ws';
import {stock} from './stock.mjs';

stock('subscriptions-transport-ws', (url) => {
  const client = new legacy.SubscriptionClient(url, {reconnect: true}, WebSocket);
  const run = (query, variables, sink) => client.request({query, variables}).subscribe(sink);
  return {
    query: (query, variables) => new Promise((resolve, reject) => {
      let result;
      run(query, variables, {next: (value) => result = value, error: reject, complete: () => resolve(result)});
    }),
    subscribe: (query, variables, sink) => {
      const {unsubscribe} = run(query, variables, sink);
      return unsubscribe;
    },
    reconnected: () => new Promise((resolve) => client.onReconnected(resolve)),
    close: () => client.close(),
  };
});
