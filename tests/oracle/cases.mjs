// The cases of a seed: a schema, its faulty variants, and documents for it.
import {DocumentMaker} from './documents.mjs';
import {addedTo, changeText, changeTree, respaced} from './mutations.mjs';
import {introspectionQuery} from './oracle.mjs';
import {Random} from './random.mjs';
import {SchemaMaker} from './schemas.mjs';
import {sdlOf} from './sdl.mjs';
import {eventRoot, rootValue} from './values.mjs';

const badSchemas = 16;
const documents = 50;

function faulty(random, text, sdl) {
  try {
    return random.chance(0.8) ? changeTree(random, text, sdl) : changeText(random, text);
  } catch { // what is no longer a tree has faults enough
    return changeText(random, text);
  }
}

function asked(random, maker, schema) {
  const {kind, ...made} = new DocumentMaker(maker).make();
  const document = random.chance(0.45) ? faulty(random, made.document) : made.document;
  const root = kind === 'subscription' ? eventRoot(maker) : random.chance(0.03) ? null : rootValue(maker, kind);
  return {schema, ...made, document: random.chance(0.5) ? respaced(random, document) : document, root};
}

/** As JSON: what cannot be said in it is no case. */
export function* casesOf(seed) {
  const random = new Random(seed);
  const maker = new SchemaMaker(random);
  const schema = sdlOf(maker);
  yield {schema};
  yield {schema, document: introspectionQuery, root: null};
  for (let i = 0; i < documents; ++i)
    yield asked(random, maker, schema);
  for (let i = 0; i < badSchemas; ++i)
    yield {schema: respaced(random, i % 2 ? addedTo(random, schema) : faulty(random, schema, true))};
}
