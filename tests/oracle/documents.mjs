// Random documents that are valid for a model, more or less, and what they are executed with.
import {isRequired, named} from './schemas.mjs';
import {directiveUse} from './sdl.mjs';

const aliases = ['a', 'b', 'first', 'other', 'x1', '_y'];

export class DocumentMaker {
  constructor(maker) {
    this.maker = maker;
    this.random = maker.random;
    this.fragments = [];
    this.budget = 40;
  }

  /** The text, and values for the variables. */
  make() {
    const {random} = this;
    const count = random.chance(0.85) ? 1 : 2;
    const operations = Array.from({length: count}, (_, i) => this.operation(count > 1 || random.chance(0.4) ? `Op${i}` : ''));
    const parts = random.some([...operations.map(({text}) => text), ...this.fragments.map(({text}) => text)], 99);
    const chosen = random.pick(operations);
    const operation = count > 1 ? random.pick([chosen.name, chosen.name, chosen.name, 'None', undefined])
      : random.chance(0.1) ? 'None' : undefined;
    return {kind: chosen.kind, document: parts.join('\n'), variables: this.values(chosen.variables), operation};
  }

  operation(name) {
    const {random, maker} = this;
    const kind = random.pick(Object.keys(maker.roots));
    this.variables = new Map();
    this.mayUse = random.chance(0.6);
    const root = maker.types.get(maker.roots[kind]);
    const selection = kind === 'subscription' ? this.single(root) : this.selectionSet(root, 0);
    const used = this.directives(kind.toUpperCase());
    const declared = [...this.variables.values()].map((variable) =>
      `$${variable.name}: ${variable.type}${variable.fallback === undefined ? '' : ` = ${variable.fallback}`}` +
      this.directives('VARIABLE_DEFINITION', true));
    const variables = declared.length > 0 ? `(${declared.join(', ')})` : '';
    const short = kind === 'query' && !name && !variables && !used && random.chance(0.7);
    return {kind, name, variables: [...this.variables.values()], text: `${short ? '' : `${kind} ${name}${variables}${used} `}${selection}`};
  }

  /** A variable for a place of the type, now and then. */
  variable = (type) => {
    const {random} = this;
    if (!this.mayUse || !random.chance(0.2))
      return undefined;
    const known = [...this.variables.values()].find((variable) => variable.type === type);
    if (known && random.chance(0.7))
      return `$${known.name}`;
    const name = `v${this.variables.size}`;
    const [declared, fallback] = this.declaration(type);
    this.variables.set(name, {name, type: declared, fallback});
    return `$${name}`;
  };

  /** A type and default that fit the place: a default that is not null makes up for a missing "!". */
  declaration(type) {
    const {random, maker} = this;
    if (type.endsWith('!') && random.chance(0.3))
      return [type.slice(0, -1), maker.literal(type, 1)];
    const declared = !type.endsWith('!') && random.chance(0.2) ? `${type}!` : type;
    return [declared, random.chance(0.3) ? maker.literal(declared, 1) : undefined];
  }

  directives(location, isConst = false) {
    const {random, maker} = this;
    let text = '';
    if (['FIELD', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT'].includes(location) && random.chance(0.08))
      text += ` @${random.pick(['skip', 'include'])}(if: ${maker.literal('Boolean!', 1, this.variable)})`;
    const fitting = maker.directives.filter(({locations}) => locations.includes(location));
    if (fitting.length > 0 && random.chance(0.15))
      text += ` ${directiveUse(maker, random.pick(fitting), isConst ? undefined : this.variable)}`;
    return text;
  }

  single(root) {
    return `{ ${this.field(root, this.random.pick(root.fields), 0, '')} }`;
  }

  selectionSet(type, depth) {
    const {random} = this;
    const parts = [];
    const names = new Set();
    for (let count = random.between(1, depth > 2 ? 2 : 4); count > 0; --count)
      parts.push(this.selection(type, depth, names));
    return `{ ${parts.filter(Boolean).join(' ') || '__typename'} }`;
  }

  selection(type, depth, names) {
    const {random} = this;
    --this.budget;
    if (this.budget < 0 || type.kind === 'union' && random.chance(0.3) || random.chance(0.08))
      return '__typename';
    if (type.kind === 'union' || random.chance(0.15))
      return this.fragment(type, depth);
    if (depth === 0 && random.chance(0.03) && type.name === this.maker.roots.query)
      return random.pick(['__schema { queryType { name } }', `__type(name: "${type.name}") { name kind fields { name } }`]);
    const field = random.pick(type.fields);
    let alias = random.chance(0.2) ? random.pick(aliases) : '';
    if (names.has(alias || field.name) || field.args.length > 0 && random.chance(0.7))
      alias = `n${this.budget + 100}`;
    names.add(alias || field.name);
    return this.field(type, field, depth, alias);
  }

  field(type, field, depth, alias) {
    const {random, maker} = this;
    const below = maker.types.get(named(field.type));
    const composite = below && 'fields' in below && below.kind !== 'input' || below?.kind === 'union';
    if (composite && (depth > 5 || this.budget < 0))
      return '__typename';
    const args = field.args.filter((arg) => isRequired(arg) || random.chance(0.6))
      .map((arg) => `${arg.name}: ${maker.literal(arg.type, 0, this.variable)}`);
    return (alias ? `${alias}: ` : '') + field.name + (args.length > 0 ? `(${args.join(', ')})` : '') +
      this.directives('FIELD') + (composite ? ` ${this.selectionSet(below, depth + 1)}` : '');
  }

  /** Types that a value of this type may have. */
  possible(type) {
    if (type.kind === 'union')
      return type.members.map((name) => this.maker.types.get(name));
    if (type.kind === 'interface')
      return this.maker.ofKind('object').filter(({interfaces}) => interfaces.includes(type.name));
    return [type];
  }

  fragment(type, depth) {
    const {random} = this;
    const narrower = random.pick([type, ...this.possible(type)]);
    const known = this.fragments.filter(({on, ready}) => on === narrower && ready);
    if (known.length > 0 && random.chance(0.4))
      return `...${random.pick(known).name}${this.directives('FRAGMENT_SPREAD')}`;
    if (random.chance(0.6)) {
      const condition = narrower === type && random.chance(0.3) ? '' : ` on ${narrower.name}`;
      return `...${condition}${this.directives('INLINE_FRAGMENT')} ${this.selectionSet(narrower, depth + 1)}`;
    }
    const made = {name: `F${this.fragments.length}`, on: narrower, ready: false};
    this.fragments.push(made);
    made.text = `fragment ${made.name} on ${narrower.name}${this.directives('FRAGMENT_DEFINITION')} ` +
      this.selectionSet(narrower, depth + 1);
    made.ready = true;
    return `...${made.name}${this.directives('FRAGMENT_SPREAD')}`;
  }

  values(variables) {
    const {random} = this;
    const values = {};
    for (const variable of variables)
      if (random.chance(variable.type.endsWith('!') && variable.fallback === undefined ? 0.95 : 0.7))
        values[variable.name] = variable.fallback && random.chance(0.1) ? null : inputJson(this.maker, variable.type, 0);
    if (random.chance(0.05))
      values.unused = 1;
    return values;
  }
}

const oddities = ['x', '', 1, 1.5, -1, 3e10, true, false, null, [], [1], {}, {a: 1}, {unknown: null}, 'RED', '1', 2147483648, [[null]]];

/** JSON for an input type, with a fault now and then. */
export function inputJson(maker, type, depth) {
  const {random} = maker;
  if (random.chance(0.05))
    return random.pick(oddities);
  if (type.endsWith('!'))
    return inputJson(maker, type.slice(0, -1), depth) ?? 0;
  if (random.chance(0.05))
    return null;
  if (type.startsWith('['))
    return random.chance(0.15) ? inputJson(maker, type.slice(1, -1), depth + 1)
      : Array.from({length: random.below(3)}, () => inputJson(maker, type.slice(1, -1), depth + 1));
  const known = maker.types.get(type);
  switch (known?.kind ?? type) {
  case 'Int': return random.pick([0, 1, -5, 2147483647]);
  case 'Float': return random.pick([0, 1.5, -2e3, 1e21, 1e-7]);
  case 'Boolean': return random.chance(0.5);
  case 'ID': return random.pick(['id', 7, '0']);
  case 'String': return random.pick(['', 'text', 'é😀', 'say "x"\n']);
  case 'enum': return random.pick(known.values).name;
  case 'input': return depth > 3 ? {} : objectJson(maker, known, depth);
  default: return random.pick(oddities);
  }
}

function objectJson(maker, type, depth) {
  const {random} = maker;
  const chosen = type.oneOf ? random.some(type.fields, random.chance(0.9) ? 1 : 2)
    : type.fields.filter((field) => isRequired(field) && random.chance(0.97) || random.chance(0.5));
  const members = chosen.map(({name, type: of}) => [name, inputJson(maker, of, depth + 1)]);
  if (random.chance(0.05))
    members.push([random.pick(['idd', 'filterr', 'unknown', 'nam']), 1]);
  return Object.fromEntries(members);
}
