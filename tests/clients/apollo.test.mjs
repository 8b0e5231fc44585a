import {ApolloClient, InMemoryCache, gql} from '@apollo/client';
import {GraphQLWsLink} from '@apollo/client/link/subscriptions';
import {createClient} from 'graphql-ws';
import WebSocket from 'ws';
import {stock} from './stock.mjs';

globalThis.WebSocket ??= WebSocket; // the link compares with its constants

stock('@apollo/client with GraphQLWsLink', (url) => {
  const socket = createClient({url, webSocketImpl: WebSocket});
  const apollo = new ApolloClient({link: new GraphQLWsLink(socket), cache: new InMemoryCache(),
    defaultOptions: {query: {fetchPolicy: 'no-cache'}, mutate: {fetchPolicy: 'no-cache'}}});
  return {
    query: (text, variables) => {
      const document = gql(text);
      const mutation = document.definitions[0].operation === 'mutation';
      return mutation ? apollo.mutate({mutation: document, variables}) : apollo.query({query: document, variables});
    },
    subscribe: (text, variables, sink) => {
      const running = apollo.subscribe({query: gql(text), variables, fetchPolicy: 'no-cache'}).subscribe(sink);
      return () => running.unsubscribe();
    },
    reconnected: () => new Promise((resolve) => socket.on('connected', resolve)),
    close: async () => {
      apollo.stop();
      await socket.dispose();
    },
  };
});
