import {Client, fetchExchange, subscriptionExchange} from '@urql/core';
import {createClient} from 'graphql-ws';
import WebSocket from 'ws';
import {stock} from './stock.mjs';

/** Messages as browsers deliver them, one by one: of a `next` and a `complete` that come in one read, urql unsubscribes at
 * the first, and graphql-ws 6.4 then counts the operation's end twice and closes the socket under the others. */
class BrowserLike extends WebSocket {
  constructor(url, protocol) { super(url, protocol, {allowSynchronousEvents: false}); }
}

stock('@urql/core', (url) => {
  const socket = createClient({url, webSocketImpl: BrowserLike});
  const urql = new Client({
    url: url.replace('ws:', 'http:'),
    preferGetMethod: false,
    exchanges: [
      subscriptionExchange({
        enableAllOperations: true,
        forwardSubscription: ({query, variables, operationName, extensions}) => ({
          subscribe: (sink) => ({unsubscribe: socket.subscribe({query, variables, operationName, extensions}, sink)}),
        }),
      }),
      fetchExchange,
    ],
  });
  /** The end of a stream comes as its last result once more. */
  const told = (sink) => ({data, error, hasNext}) => {
    if (error)
      sink.error(error);
    else if (hasNext === false)
      sink.complete();
    else
      sink.next({data});
  };
  return {
    query: async (text, variables) => {
      const mutation = text.startsWith('mutation');
      const result = await (mutation ? urql.mutation(text, variables) : urql.query(text, variables)).toPromise();
      if (result.error)
        throw result.error;
      return result;
    },
    subscribe: (text, variables, sink) => urql.subscription(text, variables).subscribe(told(sink)).unsubscribe,
    reconnected: () => new Promise((resolve) => socket.on('connected', resolve)),
    close: () => socket.dispose(),
  };
});
