// The SDL of a model, in a random spelling: extensions, block strings, directives.
import {stringLiteral} from './schemas.mjs';

export function sdlOf(maker) {
  const {random} = maker;
  const parts = maker.directives.map((directive) => directiveText(maker, directive));
  for (const type of maker.types.values())
    parts.push(...typeTexts(maker, type));
  if (maker.hasSchema) {
    const roots = Object.entries(maker.roots).map(([operation, name]) => `${operation}: ${name}`);
    parts.push(`${description(random, maker.rootDescription)}schema${tags(maker, 'SCHEMA')} { ${roots.join(' ')} }`);
  }
  return random.some(parts, parts.length).join('\n\n');
}

function description(random, text) {
  return text === undefined ? '' : `${stringLiteral(random, text)}\n`;
}

function deprecated({reason}) {
  if (reason === undefined)
    return '';
  return reason === null ? ' @deprecated' : ` @deprecated(reason: ${JSON.stringify(reason)})`;
}

/** Directives of the schema that may stand here. */
function tags(maker, location) {
  const {random} = maker;
  return random.some(maker.directives.filter(({locations}) => locations.includes(location)), 1)
    .filter(() => random.chance(0.15)).map((directive) => ` ${directiveUse(maker, directive)}`).join('');
}

export function directiveUse(maker, {name, args}, variables) {
  const given = args.filter((arg) => (arg.type.endsWith('!') && arg.fallback === undefined) || maker.random.chance(0.5))
    .map((arg) => `${arg.name}: ${maker.literal(arg.type, 1, variables)}`);
  return `@${name}${given.length > 0 ? `(${given.join(' ')})` : ''}`;
}

function inputValue(maker, value, location) {
  const fallback = value.fallback === undefined ? '' : ` = ${value.fallback}`;
  return `${description(maker.random, value.description)}${value.name}: ${value.type}${fallback}${deprecated(value)}` +
    tags(maker, location);
}

function inputValues(maker, values, location = 'ARGUMENT_DEFINITION') {
  return values.length === 0 ? '' : `(${values.map((value) => inputValue(maker, value, location)).join(', ')})`;
}

function directiveText(maker, {name, args, repeatable, locations, description: text}) {
  return `${description(maker.random, text)}directive @${name}${inputValues(maker, args)}` +
    `${repeatable ? ' repeatable' : ''} on ${locations.join(' | ')}`;
}

function fieldText(maker, field) {
  return `${description(maker.random, field.description)}${field.name}${inputValues(maker, field.args)}: ${field.type}` +
    deprecated(field) + tags(maker, 'FIELD_DEFINITION');
}

function block(texts) {
  return texts.length === 0 ? '' : ` {\n  ${texts.join('\n  ')}\n}`;
}

/** The definition, and sometimes an extension with the rest of the members. */
function typeTexts(maker, type) {
  const {random} = maker;
  const before = description(random, type.description);
  const cut = (members) => (random.chance(0.15) && members.length > 1 ? random.between(1, members.length - 1) : members.length);
  const split = (head, members, tail = '') => {
    const at = cut(members);
    const rest = members.slice(at);
    const texts = [`${before}${head}${tail}${block(members.slice(0, at))}`];
    return rest.length > 0 ? [...texts, `extend ${head.split(' ').slice(0, 2).join(' ')}${block(rest)}`] : texts;
  };
  switch (type.kind) {
  case 'scalar':
    return [`${before}scalar ${type.name}${type.url ? ` @specifiedBy(url: "${type.url}")` : ''}${tags(maker, 'SCALAR')}`];
  case 'enum':
    return split(`enum ${type.name}`, type.values.map((value) =>
      `${description(random, value.description)}${value.name}${deprecated(value)}${tags(maker, 'ENUM_VALUE')}`), tags(maker, 'ENUM'));
  case 'input':
    return split(`input ${type.name}`, type.fields.map((field) => inputValue(maker, field, 'INPUT_FIELD_DEFINITION')),
                 `${type.oneOf ? ' @oneOf' : ''}${tags(maker, 'INPUT_OBJECT')}`);
  case 'union':
    return [`${before}union ${type.name}${tags(maker, 'UNION')} = ${type.members.join(' | ')}`];
  default:
    return split(`${type.kind === 'object' ? 'type' : 'interface'} ${type.name}` +
      (type.interfaces.length > 0 ? ` implements ${type.interfaces.join(' & ')}` : ''),
      type.fields.map((field) => fieldText(maker, field)), tags(maker, type.kind === 'object' ? 'OBJECT' : 'INTERFACE'));
  }
}

