// Faults planted in documents and SDL: in the tree, in the tokens, in the characters.
import {graphql} from './oracle.mjs';

const {print, Kind} = graphql;
const names = ['dog', 'nmae', 'naem', 'name', 'id', 'Dog', 'Query', 'String', 'Int', 'on', 'a', 'RED', 'Unknown', '__x', 'v0', 'F0', 'Cat',
               'true', 'Filter', 'age', 'Op0', 'ID', 'echo', 'typ', 'Dgo', 'Inputt'];
const literals = ['1', '1.5', '"x"', 'true', 'null', 'RED', '[1, "a"]', '{a: 1}', '{a: 1, a: 2}', '$v0', '$none', '-1', '12345678901234567890',
                  '2147483648', '"""block"""', '[]', '{}', '1e400', '{filter: {id: 1}}', '[[1]]', '"RED"', '{id: null}', '[null]', '{}'];
const directives = ['@skip(if: true)', '@include(if: $v0)', '@deprecated', '@unknown', '@tag', '@skip', '@tag(name: 1)', '@oneOf', '@log(x: 1)',
                    '@specifiedBy(url: "a")', '@skip(if: false) @skip(if: true)', '@include(if: null)', '@deprecated(reason: 1)'];
const selections = ['__typename', 'nmae', '...F0', '...None', '... on Unknown { a }', '... on Int { a }', '... on Dog { name }', '... { __typename }',
                    'a: name', 'name: id', '__schema { types { name } }', 'echo', 'dog { name }', 'id: echo(a: 1)', 'id: echo(a: 2)', '... on Filter { a }',
                    'first: __typename', '... on Pet { name: id }', '... on Cat { name }', 'dog: name',
                    '__schema { types { fields { type { fields { type { fields { name } } } } } } }'];
const typeTexts = ['Int', '[Int]', 'Int!', 'Unknown', 'Filter', 'Dog', '[String!]!', 'Query', 'Any', 'ID', 'Pet', 'Filters'];
const definitions = ['{ __typename }', 'query Op0 { __typename }', 'fragment F0 on Query { __typename }', 'fragment F9 on Dog { ...F9 }',
                     'fragment F7 on Query { ...F8 } fragment F8 on Query { ...F7 }', 'type Dog { a: Int }', 'subscription { a b }',
                     'subscription S { ...F0 }', 'extend type Query { a: Int }', 'query ($v0: Int, $v0: Int) { __typename }',
                     'mutation { __typename }', 'query Q($x: Dog) { __typename }', 'scalar Date', 'directive @tag on FIELD',
                     'subscription { __typename }', 'subscription X { a @skip(if: true) }', 'schema { query: Query }',
                     'query I { __schema { types { fields { type { fields { type { fields { name } } } } } } } }'];
const sdlDefinitions = ['extend type Query { extra: Int }', 'extend type Unknown { a: Int }', 'type Dog { a: Int }', 'extend enum Color { RED }',
                        'extend enum Dog { RED }', 'schema { query: Query }', 'schema { query: Query query: Query mutation: Query }', 'directive @tag on FIELD',
                        'extend schema { subscription: Dog }', 'extend schema @tag', 'union U = Dog | Dog', 'type UT { a: Int } union U5 = UT | UT', 'union V = Int', 'type E', 'interface I2 implements I2 { a: Int }',
                        'interface I3 implements I4 { a: Int } interface I4 implements I3 { a: Int }', 'input Loop { loop: Loop! }', 'input L1 { l: L2! } input L2 { l: L1! }',
                        'extend input Filter { a: Int! }', 'type __T { a: Int }', 'directive @skip(if: Boolean!) on FIELD', 'scalar Int', 'extend scalar Date @tag',
                        'query { a }', 'fragment F on Dog { a }', 'type T2 implements Dog & Node { a: Int }', 'type T3 { a: Filter b(c: Dog): Int }', 'enum E2 { true A A }',
                        'directive @rec(a: Int @rec) on ARGUMENT_DEFINITION', 'directive @__x(__y: Int) on FIELD | FOO', 'input O @oneOf { a: Int! b: Int = 1 }',
                        'extend interface Dog { a: Int }', 'extend union Dog = Cat', 'type T4 { a(b: Int! @deprecated): Int }', 'input I5 { a: Int! @deprecated }',
                        'type T5 { a: Int a: Int b(c: Int, c: Int): Int }', 'input I6 { a: Int a: Int }', 'enum E3', 'union U3', 'input I7', 'interface I8',
                        'scalar S1 @specifiedBy', 'scalar S2 @specifiedBy(url: 1)', 'type T6 { a: Int @deprecated(reason: 1) }', 'type T7 implements Node & Node { id: ID }',
                        'interface N9 { a: Int } type T9 implements N9 & N9 { a: Int }', 'interface N8 { a(b: Int): Int } type T8 implements N8 { a(b: Int, c: Int!): Int }',
                        'interface N7 { a(b: Int): Int c: Int } type T10 implements N7 { a(b: ID): ID }', 'schema { query: EQ } enum EQ { A }', 'input IQ { a: Int } type T11 { a: IQ b: [IQ!] }'];
const punctuators = ['{', '}', '(', ')', '[', ']', ':', '!', '$', '@', '=', '|', '&', '...', '"', '"""', '.', '0', '-', '\\', '#', '1.', '01', '"\\x"',
                     '"\\u12"', '"\\u{110000}"', '"\\uD83D\\uDE00"', '"\\uDEAD"', '"\\u{1F600}"', '\u0000', 'é', '😀', '\n', '\r', '\r\n', ',', '\ufeff',
                     '"a\nb"', '..', '1a', '1.5e', '?', '\'', '"unterminated', '\u0007', '&&', 'null', 'on', 'extend', '"d" {', '"d" query {', '`', '%', '-a', '1e+'];

const kinds = {
  [Kind.FIELD]: selections, [Kind.FRAGMENT_SPREAD]: selections, [Kind.INLINE_FRAGMENT]: selections,
};

/** Raw text where a node was: the tree is printed again anyway. */
function raw(text) {
  return {kind: Kind.NAME, value: text};
}

/** Every place of the tree: [holder, key]. */
function places(tree) {
  const found = [];
  const visit = (node) => {
    for (const [key, value] of Object.entries(node)) {
      if (key === 'loc' || value === null || typeof value !== 'object')
        continue;
      found.push([node, key]);
      visit(value);
    }
  };
  visit(tree);
  return found;
}

const isNode = (value) => typeof value?.kind === 'string';
const isValue = ({kind}) => kind.endsWith('Value') || kind === Kind.VARIABLE;
const isType = ({kind}) => kind === Kind.NAMED_TYPE || kind === Kind.LIST_TYPE || kind === Kind.NON_NULL_TYPE;

function changeNode(random, holder, key, all) {
  const node = holder[key];
  const alike = all.map(([of, at]) => of[at]).filter((other) => isNode(other) && other.kind === node.kind);
  if (random.chance(0.3))
    holder[key] = structuredClone(random.pick(alike));
  else if (node.kind === Kind.NAME)
    holder[key] = raw(random.pick(names));
  else if (isValue(node))
    holder[key] = raw(random.pick(literals));
  else if (isType(node))
    holder[key] = raw(random.pick(typeTexts));
  else if (kinds[node.kind])
    holder[key] = raw(random.pick(kinds[node.kind]));
  else if (node.kind === Kind.SELECTION_SET && random.chance(0.5))
    delete holder[key];
}

function changeList(random, list, key, sdl) {
  const at = random.below(list.length + 1);
  const action = random.below(3);
  if (action === 0)
    list.splice(at, 1);
  else if (action === 1 && list.length > 0)
    list.splice(at, 0, structuredClone(random.pick(list)));
  else if (key === 'directives')
    list.splice(at, 0, raw(random.pick(directives)));
  else if (key === 'selections')
    list.splice(at, 0, raw(random.pick(selections)));
  else if (key === 'arguments' && !sdl)
    list.push(raw(`${random.pick(names)}: ${random.pick(literals)}`));
  else if (key === 'definitions')
    list.splice(at, 0, raw(random.pick(sdl ? sdlDefinitions : definitions)));
  else if (key === 'variableDefinitions')
    list.push(raw(`$${random.pick(['v0', 'v1', 'w'])}: ${random.pick(typeTexts)}${random.pick(['', ' = 1', ' = null', ' = "x"', ' = {a: 1}'])}`));
}

/** Changes one thing, or a few. */
export function changeTree(random, text, sdl = false) {
  const tree = structuredClone(graphql.parse(text, {noLocation: true}));
  for (let count = random.pick([1, 1, 1, 2, 4]); count > 0; --count) {
    const all = places(tree);
    const [holder, key] = random.chance(sdl ? 0.4 : 0.15) ? [tree, 'definitions'] : random.pick(all);
    if (Array.isArray(holder[key]))
      changeList(random, holder[key], key, sdl);
    else if (isNode(holder[key]))
      changeNode(random, holder, key, all);
  }
  for (const [holder, key] of places(tree))
    if (Array.isArray(holder[key]) && key === 'selections' && holder[key].length === 0)
      holder[key].push(raw('__typename'));
  if (!sdl && random.chance(0.1))
    changeOperation(random, tree);
  return print(tree);
}

function changeOperation(random, tree) {
  const operation = tree.definitions.find(({kind}) => kind === Kind.OPERATION_DEFINITION);
  if (!operation)
    return;
  if (random.chance(0.5))
    operation.operation = random.pick(['query', 'mutation', 'subscription']);
  else
    operation.name = random.chance(0.5) ? undefined : raw('Op0');
}

/** The SDL with a definition that is wrong, or that clashes with another. */
export function addedTo(random, sdl) {
  return `${sdl}\n${random.pick(sdlDefinitions)}`;
}

/** Takes out, doubles, swaps or replaces a piece of the text. */
export function changeText(random, text) {
  const pieces = text.split(/(\s+|[{}()[\]:!$@=|&,]|"(?:[^"\\\n]|\\.)*")/).filter(Boolean);
  for (let count = random.pick([1, 1, 2]); count > 0; --count) {
    const at = random.below(pieces.length);
    const action = random.below(4);
    if (action === 0)
      pieces.splice(at, 1);
    else if (action === 1)
      pieces.splice(at, 0, random.pick(pieces));
    else if (action === 2)
      pieces[at] = random.pick(punctuators);
    else
      pieces.splice(at, 0, random.pick(punctuators));
  }
  return pieces.join('');
}

const spaces = [' ', ' ', ' ', '\n', '\n', '\r\n', '\r', '\t', ',', ' # note\n', '\n\n  ', '\ufeff', ' #é😀\n'];

/** The same tokens with other space between them, so that everything stands elsewhere. */
export function respaced(random, text) {
  return text.split(/("""(?:[^\\]|\\(?:""")?)*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n\r]*|\s+)/)
    .map((piece) => (/^\s+$/.test(piece) && random.chance(0.3) ? random.pick(spaces) : piece)).join('');
}
