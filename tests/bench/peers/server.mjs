// graphql-ws on ws: the reference. With --prepared each document's text is parsed and validated once, as in production.
import {parse, validate} from 'graphql';
import {useServer} from 'graphql-ws/use/ws';
import {WebSocketServer} from 'ws';
import {schema} from './schema.mjs';

const prepared = new Map();

function prepare(text) {
  try {
    const document = parse(text);
    return {document, errors: validate(schema, document)};
  } catch (error) {
    return {errors: [error]};
  }
}

function onSubscribe(context, id, {query, operationName, variables}) {
  if (!prepared.has(query))
    prepared.set(query, prepare(query));
  const {document, errors} = prepared.get(query);
  return errors.length > 0 ? errors : {schema, document, operationName, variableValues: variables};
}

const server = new WebSocketServer({host: '127.0.0.1', port: 0, path: '/graphql', backlog: 4096}, () => {
  console.error(`ready: ws://127.0.0.1:${server.address().port}/graphql`);
});
useServer(process.argv.includes('--prepared') ? {schema, onSubscribe} : {schema}, server);
process.on('SIGUSR2', () => globalThis.gc?.());
