// Random root values: what fields resolve to, with what a careless service answers now and then.
import {named} from './schemas.mjs';

const oddities = ['x', '', 'RED', 1, 0, 1.5, -1, 3e10, 1e21, 1e-7, true, false, null, [], [1, 'a'], {}, {a: {b: [1]}}, '12', '1.5', '0x1F',
                  ' 7 ', {__typename: 'Nothing'}, {__typename: 'String'}, {__typename: 7}, [[], {}], 2147483648, -2147483649,
                  'line\nbreak', '\u0001\u007f', 'é😀', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], {a: {b: {c: {d: 1}}}}];

export function rootValue(maker, operation) {
  const type = maker.types.get(maker.roots[operation] ?? maker.roots.query);
  return objectValue(maker, type, 0, maker.random.pick([0, 0.03, 0.1]));
}

/** A root whose every field is an array of events. */
export function eventRoot(maker) {
  const {random} = maker;
  const type = maker.types.get(maker.roots.subscription);
  return Object.fromEntries(type.fields.map(({name, type: of}) =>
    [name, Array.from({length: random.between(0, 3)}, () => outputJson(maker, of, 0, 0.1))]));
}

function objectValue(maker, type, depth, faults) {
  const value = type.fields ? {} : {a: 1};
  for (const field of type.fields ?? [])
    if (!maker.random.chance(faults))
      value[field.name] = outputJson(maker, field.type, depth + 1, faults);
  return value;
}

function outputJson(maker, type, depth, faults) {
  const {random} = maker;
  if (random.chance(faults))
    return random.pick(oddities);
  if (type.endsWith('!'))
    return outputJson(maker, type.slice(0, -1), depth, faults) ?? null;
  if (random.chance(0.05))
    return null;
  if (type.startsWith('['))
    return Array.from({length: random.below(3)}, () => outputJson(maker, type.slice(1, -1), depth + 1, faults));
  const known = maker.types.get(named(type));
  switch (known?.kind ?? type) {
  case 'Int': return random.pick([0, 1, -7, 2147483647, true, '5']);
  case 'Float': return random.pick([0, 1.5, 1e21, 1e-7, 123456789.125, true, '2.5', 5e-324, -0]);
  case 'Boolean': return random.pick([true, false, 1, 0]);
  case 'ID': return random.pick(['id', 7, -1]);
  case 'String': return random.pick(['text', '', 1, 1.5, true, 'é😀\n"']);
  case 'enum': return random.pick(known.values).name;
  case 'scalar': return random.pick(oddities);
  default: return compositeJson(maker, known, depth, faults);
  }
}

function compositeJson(maker, type, depth, faults) {
  const {random} = maker;
  if (depth > 5)
    return null;
  if (type.kind === 'object')
    return objectValue(maker, type, depth, faults);
  const possible = type.kind === 'union' ? type.members.map((name) => maker.types.get(name))
    : maker.ofKind('object').filter(({interfaces}) => interfaces?.includes(type.name));
  const odd = random.pick([...maker.types.values()]);
  const chosen = random.chance(faults) || possible.length === 0 ? odd : random.pick(possible);
  return {__typename: chosen.name, ...objectValue(maker, chosen, depth, faults)};
}
