// Random schemas: a model that documents and values are made from, and its SDL.

const typeNames = ['Dog', 'Dogs', 'Cat', 'Pet', 'Person', 'Human', 'Animal', 'Owner', 'Node', 'Entity', 'Book',
                   'Author', 'Color', 'Colour', 'Size', 'Date', 'Any', 'URL', 'Filter', 'Filters', 'Order', 'Input',
                   'Place', 'Result', 'SearchResult', 'Thing'];
const fieldNames = ['name', 'names', 'nickname', 'id', 'ids', 'dog', 'dogs', 'cat', 'pet', 'pets', 'owner', 'friends',
                    'age', 'weight', 'color', 'size', 'node', 'nodes', 'title', 'book', 'books', 'author', 'isGood',
                    'count', 'any', 'result', 'echo', 'echoed', 'failing', 'failure', 'a', 'b', 'c', 'type', 'on', 'input'];
const argumentNames = ['id', 'first', 'filter', 'filters', 'color', 'if', 'name', 'names', 'input', 'at', 'order', 'a', 'b'];
const enumValues = ['RED', 'GREEN', 'BLUE', 'SMALL', 'LARGE', 'ASC', 'DESC', 'red', 'type', 'query', 'on'];
const words = ['Text.', 'It says "so".', 'two\nlines', '  indented\n    more', 'ends with \\', '"""', 'émoji 😀', ' ', '',
               'tab\there', 'a long line '.repeat(8), '\\"""', 'ends with a quote"', '\n\nblank around\n\n', 'control \u0007'];
const builtIn = ['Int', 'Float', 'String', 'Boolean', 'ID'];
const executableLocations = ['QUERY', 'MUTATION', 'SUBSCRIPTION', 'FIELD', 'FRAGMENT_DEFINITION', 'FRAGMENT_SPREAD',
                             'INLINE_FRAGMENT', 'VARIABLE_DEFINITION'];
const sdlLocations = ['SCHEMA', 'SCALAR', 'OBJECT', 'FIELD_DEFINITION', 'ARGUMENT_DEFINITION', 'INTERFACE', 'UNION',
                      'ENUM', 'ENUM_VALUE', 'INPUT_OBJECT', 'INPUT_FIELD_DEFINITION'];

export const named = (type) => type.replace(/[[\]!]/g, '');
export const isRequired = ({type, fallback}) => type.endsWith('!') && fallback === undefined;

/** A GraphQL string literal, of either kind. */
export function stringLiteral(random, text) {
  if (random.chance(0.3) && !/[\u0000-\u0008\u000b-\u001f]/.test(text) && !/["\\]$/.test(text))
    return `"""${text.replaceAll('"""', '\\"""')}"""`;
  return JSON.stringify(text);
}

export class SchemaMaker {
  constructor(random) {
    this.random = random;
    this.types = new Map();
    this.directives = [];
    this.make();
    this.made = true;
  }

  ofKind(...kinds) {
    return [...this.types.values()].filter((type) => kinds.includes(type.kind));
  }

  make() {
    const {random} = this;
    const names = random.some(typeNames, 14);
    const add = (kind, count) => {
      for (let i = 0; i < count && names.length > 0; ++i) {
        const name = names.pop();
        this.types.set(name, {kind, name, description: this.text(), deprecated: undefined});
      }
    };
    add('scalar', random.between(1, 2));
    add('enum', random.between(1, 2));
    add('input', random.between(1, 3));
    add('interface', random.between(1, 3));
    add('object', random.between(2, 4));
    add('union', random.between(1, 2));
    this.fill();
    this.makeDirectives();
    this.makeRoots();
  }

  text() {
    return this.random.chance(0.15) ? this.random.pick(words) : undefined;
  }

  reason() {
    return this.random.chance(0.1) ? this.random.pick([null, 'Too old.', 'No longer supported', '', 'say "x"']) : undefined;
  }

  wrapped(name, depth = 0) {
    const {random} = this;
    const bang = random.chance(0.25) ? '!' : '';
    return depth < 2 && random.chance(0.25) ? `[${this.wrapped(name, depth + 1)}]${bang}` : name + bang;
  }

  inputType() {
    return this.wrapped(this.random.pick([...builtIn, ...this.ofKind('scalar', 'enum', 'input').map(({name}) => name)]));
  }

  outputType() {
    const composite = this.ofKind('object', 'interface', 'union').map(({name}) => name);
    const leaf = [...builtIn, ...this.ofKind('scalar', 'enum').map(({name}) => name)];
    return this.wrapped(this.random.pick(this.random.chance(0.5) ? composite : leaf));
  }

  inputValue(name) {
    const value = {name, type: this.inputType(), description: this.text(), reason: this.reason()};
    if (value.type.endsWith('!'))
      value.reason = undefined;
    return value;
  }

  field(name) {
    const {random} = this;
    const echo = name.startsWith('echo');
    const count = echo ? 3 : random.chance(0.4) ? random.between(1, 3) : 0;
    const any = this.ofKind('scalar')[0].name;
    return {name, type: echo ? random.pick([any, any, any, 'String', `[${any}]`]) : this.outputType(), description: this.text(),
            reason: this.reason(), args: random.some(argumentNames, count).map((arg) => this.inputValue(arg))};
  }

  fields(count) {
    return this.random.some(fieldNames, count).map((name) => this.field(name));
  }

  fill() {
    const {random} = this;
    for (const type of this.ofKind('scalar'))
      type.url = random.chance(0.2) ? 'https://example.org/scalar' : undefined;
    for (const type of this.ofKind('enum'))
      type.values = random.some(enumValues, random.between(1, 4)).map((name) =>
        ({name, description: this.text(), reason: this.reason()}));
    for (const type of this.ofKind('input'))
      this.fillInput(type);
    const interfaces = this.ofKind('interface');
    interfaces.forEach((type, i) => this.fillFields(type, interfaces.slice(0, i)));
    for (const type of this.ofKind('object'))
      this.fillFields(type, interfaces);
    for (const type of this.ofKind('union'))
      type.members = random.some(this.ofKind('object').map(({name}) => name), random.between(1, 3));
    this.setDefaults();
  }

  fillInput(type) {
    const {random} = this;
    type.oneOf = random.chance(0.25);
    type.fields = random.some(argumentNames, random.between(1, 4)).map((name) => this.inputValue(name));
    for (const field of type.fields) {
      if (this.types.get(named(field.type))?.kind === 'input' || type.oneOf)
        field.type = field.type.replace(/!$/, ''); // no cycle that has no end
      if (random.chance(0.1))
        field.type = `[${field.type}]`;
    }
  }

  fillFields(type, interfaces) {
    type.interfaces = [];
    type.fields = this.fields(this.random.between(2, 6));
    for (const one of this.random.some(interfaces, this.random.below(3)))
      for (const above of [...one.interfaces, one.name])
        this.implement(type, this.types.get(above));
  }

  implement(type, one) {
    if (type.interfaces.includes(one.name) ||
        one.fields.some((field) => type.fields.some(({name, inherited}) => name === field.name && inherited)))
      return;
    type.interfaces.push(one.name);
    for (const field of one.fields) {
      const covariant = this.random.chance(0.2) && !field.type.endsWith('!') ? '!' : '';
      type.fields = type.fields.filter(({name}) => name !== field.name);
      type.fields.push({...field, type: field.type + covariant, inherited: true});
    }
  }

  setDefaults() {
    const literal = (value, chance) => {
      if (this.random.chance(chance) && value.fallback === undefined)
        value.fallback = this.literal(value.type, 1);
    };
    for (const type of this.ofKind('object', 'interface'))
      for (const field of type.fields)
        field.args.forEach((arg) => literal(arg, 0.25));
    for (const type of this.ofKind('input'))
      if (!type.oneOf)
        type.fields.forEach((field) => this.types.get(named(field.type))?.kind !== 'input' && literal(field, 0.25));
  }

  makeDirectives() {
    const {random} = this;
    for (const name of random.some(['tag', 'tags', 'auth', 'log'], random.below(4)))
      this.directives.push({
        name, repeatable: random.chance(0.4), description: this.text(),
        args: random.some(argumentNames, random.below(3)).map((arg) => this.inputValue(arg)),
        locations: random.some([...executableLocations, ...sdlLocations], random.between(1, 8))});
  }

  makeRoots() {
    const {random} = this;
    const odd = random.chance(0.2);
    this.rootDescription = odd ? this.text() : undefined;
    this.roots = {};
    for (const [operation, usual, present] of [['query', 'Query', 1], ['mutation', 'Mutation', 0.6],
                                               ['subscription', 'Subscription', 0.6]])
      if (random.chance(present)) {
        const name = odd ? `My${usual}` : usual;
        this.roots[operation] = name;
        this.types.set(name, {kind: 'object', name, interfaces: [], fields: this.fields(random.between(4, 8))});
      }
    this.hasSchema = odd;
  }

  /** A literal for the type, sometimes with its kind of fault. */
  literal(type, depth = 0, variables = () => undefined) {
    const {random} = this;
    const variable = variables(type);
    if (variable)
      return variable;
    if (type.endsWith('!'))
      return this.nonNullLiteral(type.slice(0, -1), depth, variables);
    if (random.chance(0.06))
      return 'null';
    return this.presentLiteral(type, depth, variables);
  }

  /** A variable of the nullable type would not do, so none is asked for. */
  nonNullLiteral(type, depth, variables) {
    for (let tries = 0; tries < 5; ++tries) {
      const literal = this.presentLiteral(type, depth, variables);
      if (literal !== 'null')
        return literal;
    }
    return '0';
  }

  presentLiteral(type, depth, variables) {
    const {random} = this;
    if (type.startsWith('[')) {
      const item = type.slice(1, -1);
      if (random.chance(0.2))
        return this.literal(item, depth + 1, variables);
      return `[${Array.from({length: random.below(3)}, () => this.literal(item, depth + 1, variables)).join(', ')}]`;
    }
    return this.namedLiteral(type, depth, variables);
  }

  namedLiteral(name, depth, variables) {
    const {random} = this;
    const known = this.types.get(name);
    switch (known?.kind ?? name) {
    case 'Int': return String(random.pick([0, 1, -1, 42, 2147483647, -2147483648]));
    case 'Float': return random.pick(['0', '1.5', '-2.25e3', '1e10', '3.14159', '-0', '1.0', '7']);
    case 'Boolean': return random.pick(['true', 'false']);
    case 'ID': return random.pick(['"id"', '1', '"1"', '-7', '"x\\u00e9"']);
    case 'String': return stringLiteral(random, random.pick(words));
    case 'enum': return random.pick(known.values).name;
    case 'input': return depth > 3 ? (known.oneOf ? 'null' : '{}') : this.objectLiteral(known, depth, variables);
    default: return !this.made ? random.pick(['1', '"any"', 'true', '1.5', 'ENUM']) // more graphql-js cannot print
      : random.pick(['1', '"any"', 'true', '[1, "a", null]', '{a: 1, b: {c: [2.5]}}', 'ENUM', '1.5']);
    }
  }

  objectLiteral(type, depth, variables) {
    const {random} = this;
    const chosen = type.oneOf ? random.some(type.fields, this.made && random.chance(0.1) ? 2 * random.below(2) : 1)
      : type.fields.filter((field) => isRequired(field) || random.chance(0.5));
    const members = chosen.map((field) => {
      const literal = this.literal(type.oneOf ? `${field.type}!` : field.type, depth + 1, variables);
      return `${field.name}: ${literal}`;
    });
    return `{${members.join(', ')}}`;
  }
}
