// What graphql-js says to a case; answer.cpp says what there is. Mitos keeps the numbers of custom scalars as they are
// written, where JavaScript makes 1.50 to 1.5: cases write them as JavaScript does.
import {createRequire} from 'node:module';

import {forgetful, Later} from './later.mjs';

const require = createRequire(new URL('../clients/package.json', import.meta.url));
export const graphql = require('graphql');
const {validateSDL} = require('graphql/validation/validate');

export const introspectionQuery = graphql.getIntrospectionQuery({
  descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true,
  inputValueDeprecation: true, oneOf: true});

function build(sdl) {
  try {
    const document = graphql.parse(sdl);
    const errors = validateSDL(document);
    if (errors.length > 0)
      return {errors};
    const schema = graphql.buildASTSchema(document, {assumeValidSDL: true});
    const faults = graphql.validateSchema(schema);
    return faults.length > 0 ? {errors: faults} : {schema};
  } catch (error) {
    return error instanceof graphql.GraphQLError ? {errors: [error]} : {crashed: true};
  }
}

let last = {};
export function built(sdl) {
  if (last.sdl !== sdl)
    last = {sdl, ...build(sdl)};
  return last;
}

function fieldResolver(source, args, context, info) {
  if (info.fieldName.startsWith('echo'))
    return args;
  if (info.fieldName.startsWith('fail'))
    throw new Error('It was told to fail.');
  return typeof source === 'object' && source !== null && Object.hasOwn(source, info.fieldName)
    ? source[info.fieldName] : undefined;
}

async function* each(source, field) {
  const events = source?.[field];
  for (const event of Array.isArray(events) ? events : [])
    yield {[field]: event};
}

async function stream(request) {
  const subscribeFieldResolver = (source, args, context, info) => each(source, info.fieldName);
  const source = await graphql.subscribe({...request, subscribeFieldResolver});
  if (source.errors)
    return source;
  const responses = [];
  for await (const response of source)
    responses.push(response);
  return responses;
}

async function execute(schema, {document, root, variables, operation, later}) {
  let parsed;
  try {
    parsed = graphql.parse(document);
  } catch (error) {
    return {errors: [error]};
  }
  const errors = graphql.validate(schema, parsed);
  if (errors.length > 0)
    return {errors};
  const order = later === undefined ? undefined : new Later(later);
  const request = {schema, document: parsed, rootValue: root, variableValues: variables, operationName: operation,
                   fieldResolver: order ? order.of(fieldResolver) : fieldResolver};
  const chosen = graphql.getOperationAST(parsed, operation);
  const answered = chosen?.operation === 'subscription' ? stream(request) : graphql.execute(request);
  return order ? forgetful(() => order.run(answered)) : answered;
}

/** The answer as text, comparable to the letter; null where graphql-js itself crashes. */
export async function answer(test) {
  const {schema, errors, crashed} = built(test.schema);
  if (crashed)
    return null;
  if (errors)
    return JSON.stringify({errors});
  try {
    return JSON.stringify('document' in test ? await execute(schema, test) : {printed: graphql.printSchema(schema)});
  } catch { // as it does where variables decide about the field of a subscription
    return null;
  }
}
