// The engine answers as graphql-js does, to the letter. ORACLE_SEED and ORACLE_CASES choose what is generated.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {casesOf} from './cases.mjs';
import {compare, Mitos, report} from './compare.mjs';
import {corpus} from './corpus.mjs';
import {kinds} from './kinds.mjs';
import {introspectionQuery} from './oracle.mjs';

const firstSeed = Number(process.env.ORACLE_SEED ?? 1);
const wanted = Number(process.env.ORACLE_CASES ?? 10_000);

let mitos;
before(() => {
  mitos = new Mitos();
});
after(() => mitos.end());

function refuse(differences, what) {
  assert.equal(differences.length, 0, `${differences.length} differences in ${what}; the first,\n` +
               differences.slice(0, 1).map(report).join('\n'));
}

/** Every document, its fields answering later in orders of their own. */
const answeredLater = (cases, orders) => cases.filter(({document}) => document !== undefined && document !== introspectionQuery)
  .flatMap((test, i) => Array.from({length: orders}, (_, order) => ({...test, later: i * orders + order})));

/** Runs seeds until there were enough cases; what the oracle said, by kind. */
async function runGenerated() {
  const seen = new Set();
  const counts = {cases: 0, crashed: 0, executed: 0};
  for (let seed = firstSeed; counts.cases < wanted; ++seed) {
    const cases = [...casesOf(seed)];
    const {differences, expected} = await compare(mitos, cases);
    refuse(differences, `ORACLE_SEED=${seed}`);
    counts.cases += cases.length;
    counts.crashed += expected.filter((text) => text === null).length;
    counts.executed += expected.filter((text) => text?.includes('"data":{')).length;
    for (const [kind, pattern] of Object.entries(kinds))
      if (!seen.has(kind) && expected.some((text) => text !== null && pattern.test(text)))
        seen.add(kind);
  }
  return {seen, counts};
}

describe('the engine and graphql-js', () => {
  it('agree on the corpus', async () => {
    const {differences} = await compare(mitos, corpus());
    refuse(differences, 'the corpus');
  });

  it('agree on generated cases, of every kind', async (test) => {
    const {seen, counts} = await runGenerated();
    test.diagnostic(`${counts.cases} cases, ${counts.executed} with data, ${counts.crashed} that crash graphql-js`);
    assert(counts.executed > counts.cases / 10, `only ${counts.executed} of ${counts.cases} cases have data`);
    assert(counts.crashed < counts.cases / 50, `${counts.crashed} of ${counts.cases} cases crash graphql-js`);
    if (wanted >= 10_000)
      assert.deepEqual(Object.keys(kinds).filter((kind) => !seen.has(kind)), [], 'kinds that never came');
  });
});

describe('the engine and graphql-js, where fields answer later', () => {
  it('agree on the corpus', async () => {
    const {differences} = await compare(mitos, answeredLater(corpus(), 10));
    refuse(differences, 'the corpus');
  });

  it('agree on generated cases', async (test) => {
    const counts = {cases: 0, failed: 0};
    for (let seed = firstSeed; counts.cases < wanted / 4; ++seed) {
      const cases = answeredLater([...casesOf(seed)], 1);
      const {differences, expected} = await compare(mitos, cases);
      refuse(differences, `ORACLE_SEED=${seed}`);
      counts.cases += cases.length;
      counts.failed += expected.filter((text) => /^\{"errors":.*"data":\{/.test(text)).length;
    }
    test.diagnostic(`${counts.cases} cases, ${counts.failed} with data and errors`);
    assert(counts.failed > counts.cases / 50, `only ${counts.failed} of ${counts.cases} have data and errors`);
  });
});

describe('the comparison', () => {
  /** An engine whose answers are changed. */
  const planted = (change) => ({ask: async (cases) => (await mitos.ask(cases)).map(change)});
  const changes = {
    'a column': (text) => text.replace(/"column":(\d+)/, (all, column) => `"column":${Number(column) + 1}`),
    'a message': (text) => text.replace('Cannot query field', 'Can not query field'),
    'the order of keys': (text) => text.replace(/\{("\w+":\d+),("\w+":\d+)\}/, '{$2,$1}'),
    'a path': (text) => text.replace(/"path":\["/, '"path":["x'),
    'a value': (text) => text.replace(/:null/, ':0'),
    'printed SDL': (text) => text.replace('\\n\\n', '\\n'),
  };
  const latelyChanges = {
    'a value': (text) => text.replace(/:null/, ':0'),
    'the order of keys': changes['the order of keys'],
    'an error that is missing': (text) => {
      const response = JSON.parse(text);
      return JSON.stringify(response.data ? {...response, errors: response.errors?.slice(1)} : response);
    },
    'a message': (text) => text.replace('It was told to fail', 'It failed'),
  };
  for (const [what, change] of Object.entries(latelyChanges))
    it(`finds ${what} that is planted where fields answer later`, async () => {
      const cases = Array.from({length: 5}, (_, i) => answeredLater([...casesOf(firstSeed + i)], 1)).flat();
      const {differences} = await compare(planted(change), cases);
      assert(differences.length > 0);
    });
  for (const [what, change] of Object.entries(changes))
    it(`finds ${what} that is planted`, async () => {
      const {differences} = await compare(planted(change), [...casesOf(firstSeed)]);
      assert(differences.length > 0);
      assert.match(report(differences[0]), /from character \d+ on:\n.*Mitos: .*\n.*graphql-js: /);
    });
});
