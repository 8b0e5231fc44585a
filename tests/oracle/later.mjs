// Fields that answer later, in an order that a seed decides. An odd seed lets a third of them answer at once.
const fnv = (text) => {
  let hash = 2166136261;
  for (let i = 0; i < text.length; ++i)
    hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  return hash;
};

const pathOf = ({prev, key}) => `${prev ? pathOf(prev) : ''}.${key}`;

const before = (a, b) => a.rank < b.rank || (a.rank === b.rank && a.path < b.path);

/** What is owed in one execution. */
export class Later {
  constructor(seed) {
    this.seed = seed;
    this.open = [];
  }

  /** A field resolver that answers as `resolver` does. */
  of(resolver) {
    return (source, args, context, info) => {
      const path = pathOf(info.path);
      const rank = fnv(`${this.seed}${path}`);
      const answer = () => resolver(source, args, context, info);
      return this.seed % 2 === 1 && rank % 3 === 0 ? answer()
        : new Promise((resolve) => this.open.push({rank, path, answer: () => resolve(Promise.resolve().then(answer))}));
    };
  }

  answerNext() {
    const next = this.open.reduce((a, b) => a && before(a, b) ? a : b, undefined);
    if (!next)
      return;
    this.open.splice(this.open.indexOf(next), 1);
    next.answer();
  }

  /** Answers one after another, each once what the one before set off has happened, until there is a result. */
  async run(promised) {
    let done = false;
    const result = Promise.resolve(promised).finally(() => {
      done = true;
    });
    for (;;) {
      await new Promise(setImmediate);
      if (done)
        return result;
      this.answerNext();
    }
  }
}

/** Runs `f` where rejections are nobody's: graphql-js forgets promises of a list whose other items fail at once. */
export async function forgetful(f) {
  const heard = ['unhandledRejection', 'rejectionHandled'].map((name) => ({name, listeners: process.rawListeners(name)}));
  for (const {name} of heard) {
    process.removeAllListeners(name);
    process.on(name, () => {});
  }
  try {
    return await f();
  } finally {
    for (const {name, listeners} of heard) {
      process.removeAllListeners(name);
      listeners.forEach((listener) => process.on(name, listener));
    }
  }
}

/** Where the error left null: at its path, or around it. */
function placeOf(data, path) {
  let at = data;
  let length = 0;
  for (; at !== null && length < path.length; ++length)
    at = at[path[length]];
  return JSON.stringify(path.slice(0, length));
}

function byPlace({data, errors = []}) {
  const places = new Map();
  for (const error of errors) {
    const place = placeOf(data, error.path ?? []);
    places.set(place, [...places.get(place) ?? [], error]);
  }
  return places;
}

/** Whether the errors that left one place null are as they may be: those below it depend on what came first. */
function maySay(place, mitos, oracle) {
  const texts = (errors) => errors.map((error) => JSON.stringify(error)).sort();
  const isOwn = (error) => JSON.stringify(error.path) === place;
  return oracle.every(isOwn) ? JSON.stringify(texts(mitos)) === JSON.stringify(texts(oracle))
    : texts(mitos).every((text) => texts(oracle).includes(text));
}

function isSame(mitos, oracle) {
  if (!('data' in mitos) || !('data' in oracle) || JSON.stringify(mitos.data) !== JSON.stringify(oracle.data))
    return JSON.stringify(mitos) === JSON.stringify(oracle);
  const given = byPlace(mitos);
  const expected = byPlace(oracle);
  return given.size === expected.size &&
         [...expected].every(([place, errors]) => given.has(place) && maySay(place, given.get(place), errors));
}

/** Whether the texts are the same response but for the order of errors, and those that were overtaken by null. */
export function isSameInAnyOrder(mitos, oracle) {
  const given = [JSON.parse(mitos)].flat();
  const expected = [JSON.parse(oracle)].flat();
  return given.length === expected.length && given.every((response, i) => isSame(response, expected[i]));
}
